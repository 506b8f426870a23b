import { execFile } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../../db/connect.ts'
import { showProgress } from '../../../shop/import/progress.ts'
import { freshDatabase, freshDataDir } from '../../postgres.ts'
import { folderWith, history, historyWith } from './world.ts'

const root = resolve(import.meta.dirname, '../../..')
// What is alive after a collection, twice a second: what the process holds besides depends on when the collector came.
const sayMemory = `data:text/javascript,${encodeURIComponent(`
let peak = 0
setInterval(() => {
  gc()
  const { heapUsed, external } = process.memoryUsage()
  peak = Math.max(peak, heapUsed + external)
}, 500).unref()
process.on('exit', () => console.log('peak', peak))
`)}`

/** Runs the command as `npm run import` does. */
async function run(env: Record<string, string>, args: string[], node: string[] = []) {
  const { PATH = '', NODE_COMPILE_CACHE = '' } = process.env
  return new Promise<{ code: number; out: string; err: string }>((settle) => {
    const child = execFile(
      process.execPath,
      [...node, 'shop/import/cli.ts', ...args],
      { cwd: root, env: { PATH, NODE_COMPILE_CACHE, ...env } },
      (_, out, err) => settle({ code: child.exitCode ?? -1, out, err }),
    )
  })
}

describe('the command', () => {
  let database: Database & { url: string }
  beforeAll(async () => {
    database = await freshDatabase()
  })
  afterAll(() => database.close())

  test('says what became of each file, in plain lines where it is no terminal', async () => {
    const folder = await folderWith(history)
    const first = await run({ DATABASE_URL: database.url }, ['csv', folder])
    expect(first.code).toBe(0)
    expect(first.out).toMatch(/^orders\.csv: 3 new, 0 changed, 0 unchanged$/m)
    expect(first.out).toMatch(/^21 rows in \d+\.\d s \(\d+ rows\/s\)$/m)
    expect(first.err).toContain('Reading orders.csv\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: none but line feeds is what is claimed.
    expect(first.out + first.err).not.toMatch(/[\x00-\x09\x0b-\x1f]/)

    const again = await run({ DATABASE_URL: database.url }, ['csv', folder])
    expect(again.out).toMatch(/^orders\.csv: 0 new, 0 changed, 3 unchanged$/m)
    expect(again.out).toContain('nothing has changed')
  })

  test('ends with 1 and one line about bad data', async () => {
    const folder = await folderWith(historyWith('order_items.csv', 3, 'A1,2,CUP,1,-30.00,'))
    const { code, out, err } = await run({ DATABASE_URL: database.url }, ['csv', folder])
    expect(code).toBe(1)
    expect(out).toBe('')
    expect(err.trim().split('\n').at(-1)).toMatch(
      /^order_items\.csv, line 3, column unit_price: “-30\.00” is not an amount.* Nothing of this was kept\.$/,
    )
  })

  test.each([
    [[], /Usage/],
    [['shopify', '.'], /unknown command 'shopify'/],
    [['csv'], /missing required argument/],
    [['csv', '/nowhere'], /^\/nowhere has none of these files: merchants\.csv, /],
  ])('ends with 2 where it is called wrongly: %j', async (args, problem) => {
    const { code, err } = await run({ DATABASE_URL: database.url }, args)
    expect(code).toBe(2)
    expect(err).toMatch(problem)
  })

  test('ends with 2 and one line about a wrong variable or a database that cannot be reached', async () => {
    const wrong = await run({ SHOP_CURRENCY: 'RMB' }, ['csv', '.'])
    expect(wrong).toMatchObject({
      code: 2,
      err: 'SHOP_CURRENCY “RMB” is not allowed: give an ISO 4217 code, for example CNY.\n',
    })
    const away = await run({ DATABASE_URL: 'postgres://me@127.0.0.1:1/shop' }, ['csv', '.'])
    expect(away.code).toBe(2)
    expect(away.err.trim().split('\n')).toHaveLength(1)
  })

  test('loads a PGlite folder by the first values of its settings, and refuses one that is in use', async () => {
    const env = { DATA_DIR: await freshDataDir(), SHOP_CURRENCY: 'BRL', SHOP_TIMEZONE: 'America/Sao_Paulo' }
    const orders = ['order_number,customer_id,placed_at,status,currency', 'A1,C1,2026-03-01,paid,BRL']
    const folder = await folderWith({ 'customers.csv': ['customer_id', 'C1'], 'orders.csv': orders })
    // Better compiled code of the database would come too late for two rows.
    const load = () => run(env, ['csv', folder], ['--liftoff-only'])
    const [one, other] = await Promise.all([load(), load()])
    expect([one.code, other.code].sort()).toEqual([0, 2])
    expect(one.err + other.err).toMatch(/is in use by process \d+/)
    const lock = await readFile(join(env.DATA_DIR, 'backroom.lock')).catch(() => null)
    expect(lock).toBeNull()
  })

  test('takes no more memory for 30,000 long rows than for few', async () => {
    const rows = function* () {
      yield 'customer_id,name,email,region\n'
      for (let index = 0; index < 30_000; index++)
        yield `C${index},Customer ${index},c${index}@mail.example,${'x'.repeat(3_000)}\n`
    }
    const large = await folderWith({})
    await pipeline(rows, createWriteStream(join(large, 'customers.csv')))
    const small = await folderWith({ 'customers.csv': ['customer_id', 'C1'] })
    const peak = async (folder: string) => {
      const { code, out } = await run(
        { DATABASE_URL: database.url },
        ['csv', folder],
        ['--expose-gc', '--import', sayMemory],
      )
      expect(code).toBe(0)
      return Number(/peak (\d+)/.exec(out)?.[1]) / 1e6
    }
    const growth = (await peak(large)) - (await peak(small))
    // What is read ahead while the database is busy, however many rows. The file has 92 MB.
    expect(growth).toBeLessThan(50)
  }, 90_000)
})

test('on a terminal a bar shows how far it is, its rate and the remaining time', () => {
  let drawn = ''
  const terminal = new Writable({
    write(chunk, _, done) {
      drawn += chunk
      done()
    },
  })
  let time = 0
  const progress = showProgress(
    Object.assign(terminal, { isTTY: true }) as unknown as NodeJS.WriteStream,
    'en',
    () => time,
  )
  progress.begin(1000)
  time = 2000
  progress.reading('orders.csv', 250, 5000)
  progress.stop()
  expect(drawn).toContain('25% | Reading orders.csv | 2500 rows/s | 6 s left')
})
