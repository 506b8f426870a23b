import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { freshDatabase } from '../../postgres.ts'
import { writeOrder } from '../orders.ts'

let database: Awaited<ReturnType<typeof freshDatabase>>
let folder: string
beforeAll(async () => {
  database = await freshDatabase()
  folder = await mkdtemp(join(tmpdir(), 'backroom-report-'))
  await writeOrder(database.db, { number: '1', at: '2026-03-02T04:00:00Z', lines: [{ price: 12_34n }] })
})
afterAll(async () => {
  await database.close()
  await rm(folder, { recursive: true })
})

interface Ended {
  code: number
  stdout: string
  stderr: string
}

type Command = 'report' | 'rollup' | 'alerts'
const run = (command: Command, ...args: string[]) => runWith({}, command, ...args)
const runWith = (variables: Record<string, string>, command: Command, ...args: string[]) =>
  new Promise<Ended>((resolve) => {
    const script = fileURLToPath(new URL(`../../../analytics/cli/${command}.ts`, import.meta.url))
    const { PATH, NODE_COMPILE_CACHE } = process.env
    const env = { PATH, NODE_COMPILE_CACHE, DATABASE_URL: database.url, ...variables }
    execFile(process.execPath, [script, ...args], { env }, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
    )
  })
const march = ['--from', '2026-03-01', '--to', '2026-03-31']

test('report refreshes what is stale, prints only the object with --json, and writes the chart with --png', async () => {
  const png = join(folder, 'sales.png')
  const { code, stdout, stderr } = await run('report', 'sales', ...march, '--json', '--png', png)
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(JSON.parse(stdout)).toMatchObject({ report: 'sales', totals: { orders_placed: 1, gross_sales: '12.34' } })
  expect((await readFile(png)).subarray(1, 4).toString()).toBe('PNG')
})

test('report without --json prints a table to read, beside the same dates a year ago with --compare year', async () => {
  const { stdout } = await run('report', 'sales', ...march, '--compare', 'year')
  expect(stdout).toMatch(/^Sales {2}Mar 1\s–\s31, 2026 · Asia\/Shanghai\n/)
  expect(stdout).toMatch(/\nFigure +This period +A year before +Change\n/)
  expect(stdout).toMatch(/\nGross sales +¥12\.34 +–\n/)
  expect(stdout).toMatch(/\nCompared with Mar 1\s–\s31, 2025\.\n/)
})

test('report says in one line why it refuses or was called wrongly', async () => {
  const refused = await run('report', 'sales', '--from', '2026-03-31', '--to', '2026-03-01')
  expect(refused).toMatchObject({ code: 1, stdout: '' })
  expect(refused.stderr).toBe(
    'The period ends before it begins: 2026-03-31 is after 2026-03-01. Write the earlier date first.\n',
  )
  for (const wrong of [
    ['sale', ...march],
    ['sales', '--from', '2026-03-01'],
    ['sales', ...march, '--by', 'minute'],
    ['products', ...march, '--limit', '0'],
  ]) {
    const misused = await run('report', ...wrong)
    expect(misused).toMatchObject({ code: 2, stdout: '' })
    expect(misused.stderr.trim().split('\n')).toHaveLength(1)
  }
  const nowhere = await run('report', 'sales', ...march, '--png', '/nonexistent/sales.png')
  expect(nowhere).toMatchObject({ code: 1, stdout: '' })
  expect(nowhere.stderr).toMatch(/^The chart cannot be written to \/nonexistent\/sales.png \(ENOENT\)\. .*\n$/)
})

test('a database that refuses is told in one line, which names its variable and no password; a replica that is away is done without', async () => {
  const server = new URL(`${inject('postgresServer')}/postgres`)
  server.password = 'guessed'
  const away = 'postgres://me:guessed@127.0.0.1:1/shop'
  const ask = (env: Record<string, string>) => runWith(env, 'report', 'sales', ...march)
  const [wrong, replica, without] = await Promise.all([
    ask({ DATABASE_URL: String(server) }),
    ask({ ANALYTICS_DATABASE_URL: String(server) }),
    ask({ ANALYTICS_DATABASE_URL: away }),
  ])
  for (const [end, name] of [
    [wrong, 'DATABASE_URL'],
    [replica, 'ANALYTICS_DATABASE_URL'],
  ] as const) {
    expect(end).toMatchObject({ code: 2, stdout: '' })
    expect(end.stderr).toMatch(new RegExp(`^${name} cannot be used: password authentication failed .*\\n$`))
    expect(end.stderr).not.toContain('guessed')
  }
  expect(without).toMatchObject({ code: 0, stdout: expect.stringContaining('read from the database itself') })
})

test('rollup computes anew, and refuses dates in the words of reports', async () => {
  expect(await run('rollup', ...march)).toMatchObject({ code: 0, stdout: '3 parts of the rollups computed anew.\n' })
  expect(await run('rollup', 'verify', ...march)).toMatchObject({
    code: 0,
    stdout: 'The rollups are what the orders give.\n',
  })
  const wrong = await Promise.all([
    run('rollup', '--from', 'march'),
    run('rollup', 'verify', '--from', '2026-03-31', '--to', '2026-03-01'),
    run('rollup', '--from', '2999-01-01'),
  ])
  for (const [index, words] of ['“march” is no date', 'ends before it begins', 'yet to come'].entries())
    expect(wrong[index]).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining(words) })
})

test('alerts tries a rule on the past, and says why one cannot be tried', async () => {
  const above = ['--figure', 'sales.gross_sales', '--when', 'threshold.above', '--value', '12.33']
  const { stdout } = await run('alerts', 'backtest', ...above, ...march)
  expect(stdout.replaceAll('\u202f', ' ')).toBe(
    'Sales: Gross sales, yesterday: tells when above ¥12.33. It would have fired once from Mar 1, 2026 to Mar 31, 2026.\n' +
      'Mar 2, 2026: ¥12.34; over Mar 3, 2026\n' +
      'The records begin Mar 2, 2026: at 1 of 31 looks they did not reach back to the whole period, so nothing can be said.\n',
  )
  const live = await run('alerts', 'backtest', '--preset', 'low_stock', ...march)
  expect(live).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('cannot be tried') })
  const both = await run('alerts', 'backtest', '--preset', 'refund_rate', '--figure', 'sales.units', ...march)
  expect(both).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(/cannot be used with.*figure/) })
  expect(await run('alerts', 'backtest', ...march)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('no figure “”'),
  })
})
