import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { reportJson } from '../../../analytics/reports/json.ts'
import { readReport } from '../../../analytics/reports/read.ts'
import { reportText } from '../../../analytics/reports/text.ts'
import { freshDatabase } from '../../postgres.ts'
import { threeOrders } from './three-orders.ts'

const read = threeOrders()

test('a day begins at the shop’s midnight, and a cancellation counts on its own day', async () => {
  expect((await read('sales', '2026-11-12', '2026-11-12')).totals).toMatchObject({
    orders_placed: 1n,
    cancellations: 0n,
    returns: 20_00n,
  })
  expect((await read('sales', '2026-11-13', '2026-11-13')).totals).toMatchObject({
    orders_placed: 0n,
    cancellations: 47_00n,
  })
})

test('payments are by method, most captured first, with their success', async () => {
  const { rows, totals } = await read('payments', '2026-11-01', '2026-11-22')
  expect(rows).toEqual([
    { name: 'alipay', figures: { payments: 1n, captured: 105_00n, refunded: 22_00n, failed: 0n, success_rate: 1 } },
    { name: 'card', figures: { payments: 0n, captured: 0n, refunded: 0n, failed: 1n, success_rate: 0 } },
  ])
  expect(totals.success_rate).toBe(0.5)
})

describe('a merchant', () => {
  test('sees its own lines of a mixed order, the customers of those, and no payments', async () => {
    const tea = await read('sales', '2026-11-10', '2026-11-13', { filters: { merchant: 'tea' } })
    expect(tea.totals).toMatchObject({
      orders_placed: 1n,
      gross_sales: 60_00n,
      shipping: 6_00n,
      customers: 1n,
      returning_customers: 1n,
    })
    const silk = await read('sales', '2026-11-10', '2026-11-13', { filters: { merchant: 'silk' } })
    expect(silk.totals).toMatchObject({
      orders_placed: 1n,
      gross_sales: 40_00n,
      shipping: 4_00n,
      customers: 1n,
      returning_customers: 0n,
    })
    expect(reportJson(silk).filters).toEqual({ merchant: 'silk' })
    await expect(read('payments', '2026-11-10', '2026-11-13', { filters: { merchant: 'tea' } })).rejects.toMatchObject({
      refusal: { code: 'report.not_by' },
    })
    await expect(read('sales', '2026-11-10', '2026-11-13', { filters: { merchant: '' } })).rejects.toMatchObject({
      refusal: { code: 'report.nothing_of_yours' },
    })
  })
})

describe('the period before', () => {
  test('is null where the history does not reach back over all of it', async () => {
    expect((await read('sales', '2026-11-10', '2026-11-18')).previous).toMatchObject({ gross_sales: 50_00n })
    expect((await read('sales', '2026-11-10', '2026-11-19')).previous).toBeNull()
  })
})

test('what is refused: a report that is not there, and more points than one can look at', async () => {
  await expect(read('sale', '2026-11-10', '2026-11-13')).rejects.toMatchObject({
    refusal: { values: { nearest: 'sales' } },
  })
  await expect(read('sales', '2026-01-01', '2026-11-13', { by: 'hour' })).rejects.toMatchObject({
    refusal: { code: 'report.too_many_points' },
  })
})

test('what takes longer to count than the database gives it is refused, with what to ask for instead', async () => {
  const { db, close } = await freshDatabase()
  const on = Temporal.PlainDate.from('2026-11-10')
  await db.transaction().execute(async (trx) => {
    await sql`lock table sales_days`.execute(trx)
    const asked = readReport(db, { report: 'sales', window: { from: on, to: on } }, Temporal.Now.instant())
    const cancelled = sql<{ pid: number }>`
      select pid, pg_cancel_backend(pid) from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock' and query like '%sales_days%'`
    await expect.poll(async () => (await cancelled.execute(db)).rows).not.toEqual([])
    expect(await asked).toMatchObject({ ok: false, code: 'report.takes_too_long' })
  })
  await close()
})

test('a report says in words how fresh it is, and what is not counted yet', async () => {
  const report = await read('sales', '2026-11-10', '2026-11-13')
  expect(report.uncountedSince).toBeNull()
  const stale = { ...report, uncountedSince: Temporal.Instant.from('2026-11-12T04:00:00Z') }
  expect(reportText(stale, 'en')).toMatch(
    /As of Nov 22, 2026, 5:00\sPM\. Days are those of Asia\/Shanghai\.\nChanges to Nov 12, 2026/,
  )
  expect(reportText(stale, 'zh-CN')).toContain('数据截至 2026年11月22日 17:00。日期按 Asia/Shanghai 时区划分。')
  const elsewhere = { ...report, isRebuilding: true, secondsBehind: 2.2 }
  expect(reportText(elsewhere, 'en')).toContain('being computed anew')
  expect(reportText(elsewhere, 'en')).toContain('Read from a replica that is 3 s behind.')
})
