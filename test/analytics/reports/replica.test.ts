import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { readReport } from '../../../analytics/reports/read.ts'
import { reportText } from '../../../analytics/reports/text.ts'
import { openDatabase } from '../../../db/connect.ts'
import { demand } from '../../../shop/result.ts'
import { startPostgres } from '../../embedded-postgres.ts'
import { startStandby } from '../../standby-postgres.ts'
import { writeOrder } from '../orders.ts'

test('reports read a streaming replica, say how far it is behind, and do without it while it is away', async () => {
  const server = await startPostgres(['fsync=off', 'wal_level=replica', 'max_wal_senders=2', 'shared_buffers=16MB'])
  await server.createDatabase('shop')
  const address = `${server.url}/shop`
  const { db, close } = await openDatabase({ url: address, dataDir: '' })
  const replica = await startStandby(server)
  const both = await openDatabase({ url: address, dataDir: '', replicaUrl: `${replica.url}/shop` })
  const standby = await openDatabase({ url: `${replica.url}/shop`, dataDir: '' })
  const on = Temporal.PlainDate.from('2026-11-10')
  const ask = async () =>
    demand(await readReport(both.db, { report: 'sales', window: { from: on, to: on } }, Temporal.Now.instant()))
  const placed = async () => (await ask()).totals.orders_placed

  await writeOrder(db, { number: '1', at: '2026-11-10T04:00:00Z', lines: [{ price: 1n }] })
  await expect.poll(placed).toBe(1n)
  await expect.poll(async () => (await ask()).secondsBehind).toBe(0)

  await sql`select pg_wal_replay_pause()`.execute(standby.db)
  await writeOrder(db, { number: '2', at: '2026-11-10T05:00:00Z', lines: [{ price: 1n }] })
  const behind = await ask()
  expect(behind.totals.orders_placed).toBe(1n)
  expect(behind.secondsBehind).toBeGreaterThan(0)
  expect(reportText(behind, 'en')).toMatch(/Read from a replica that is \d+ s behind/)
  await sql`select pg_wal_replay_resume()`.execute(standby.db)
  await expect.poll(placed).toBe(2n)

  await standby.close()
  await replica.stop()
  await writeOrder(db, { number: '3', at: '2026-11-10T06:00:00Z', lines: [{ price: 1n }] })
  const without = await ask()
  expect(without).toMatchObject({ totals: { orders_placed: 3n }, secondsBehind: null, isInsteadOfReplica: true })
  expect(reportText(without, 'zh-CN')).toContain('已直接读取主数据库')
  for (const one of [both, { close }]) await one.close()
  await server.stop()
})
