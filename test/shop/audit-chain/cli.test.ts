import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { audit } from '../../../shop/audit.ts'
import { freshDatabase } from '../../postgres.ts'
import { now } from '../goods.ts'

const database = await freshDatabase()
const { db } = database
afterAll(database.close)

/** `npm run audit` with a key; gives what it ends with and says. */
const run = (...args: string[]) =>
  new Promise<{ code: number; out: string }>((resolve) => {
    const script = fileURLToPath(new URL('../../../shop/audit-chain/cli.ts', import.meta.url))
    const { PATH, NODE_COMPILE_CACHE } = process.env
    const env = { PATH, NODE_COMPILE_CACHE, DATABASE_URL: database.url, AUDIT_KEY: 'k'.repeat(32) }
    execFile(process.execPath, [script, ...args], { env }, (error, out) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out }),
    )
  })

test('on the machine the command seals and verifies the audit, and ends with 1 where it is broken or lacks a head', async () => {
  for (const subject of ['one', 'two'])
    await db
      .transaction()
      .execute((trx) => audit(trx, { member: 'UADMIN', action: 'setting.changed', subject, via: 'test' }, now))
  const whole = await run()
  expect(whole).toMatchObject({ code: 0, out: expect.stringContaining('All 2 entries are as they were written.') })
  const [, head = ''] = /entry 2, `([0-9a-f]{64})`/.exec(whole.out) ?? []
  expect(await run(head.slice(0, 16))).toMatchObject({ code: 0, out: expect.stringContaining('is entry 2 of this') })
  expect(await run('deadbeef')).toMatchObject({ code: 1, out: expect.stringContaining('nowhere in this chain') })
  await db.updateTable('audit_log').set({ subject: 'other' }).where('subject', '=', 'one').execute()
  const broken = await run()
  expect(broken.code).toBe(1)
  expect(broken.out).toContain('Entry 1 says something else than was sealed')
})
