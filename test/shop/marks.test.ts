import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Database } from '../../db/connect.ts'
import { markOrders } from '../../shop/marks.ts'
import { freshDatabase } from '../postgres.ts'

let database: Database
beforeAll(async () => {
  database = await freshDatabase()
  await sql`
    insert into orders (number, customer_id, placed_at, status, currency, rate, gross, discount, shipping, tax, total,
      captured, refunded, cancelled_at)
    values ('A', 'ana', '2026-03-01T10:05Z', 'cancelled', 'CNY', 1, 90, 0, 0, 0, 90, 90, 40, '2026-03-02T08:00Z'),
      ('B', 'ana', '2026-03-01T10:14Z', 'paid', 'CNY', 1, 90, 0, 0, 0, 90, 0, 0, null),
      ('C', 'ana', '2026-05-05T05:05Z', 'paid', 'CNY', 1, 90, 0, 0, 0, 90, 0, 0, null)`.execute(database.db)
  await sql`
    insert into payments (order_number, id, method, amount, status, at, refunded)
    values ('A', '1', 'card', 90, 'captured', '2026-03-01T10:20Z', 40),
      ('A', '2', 'card', 90, 'pending', '2026-03-01T23:20Z', 0),
      ('B', '1', 'card', 90, 'failed', '2026-03-01T11:59Z', 0)`.execute(database.db)
  await sql`
    insert into refunds (order_number, id, state, amount, goods, shipping, requested_at, refunded_at)
    values ('A', 'R1', 'succeeded', 40, 40, 0, '2026-03-03T07:00Z', '2026-03-04T07:00Z'),
      ('A', 'R2', 'requested', 10, 10, 0, '2026-03-09T07:00Z', null)`.execute(database.db)
  await sql`
    insert into refund_parts (order_number, refund_id, payment_id, amount, state, succeeded_at)
    values ('A', 'R1', '1', 40, 'succeeded', '2026-03-04T06:58Z')`.execute(database.db)
})
afterAll(() => database.close())
beforeEach(() => sql`delete from rollup_marks`.execute(database.db))

const marks = async () => {
  const rows = await database.db
    .selectFrom('rollup_marks')
    .select(['rollup', 'at'])
    .orderBy('rollup')
    .orderBy('at')
    .execute()
  return rows.map(({ rollup, at }) => `${rollup} ${at}`)
}

test('orders mark when they were placed, cancelled, paid and refunded, and what did not happen marks nothing', async () => {
  await database.db.transaction().execute((trx) => markOrders(trx, ['A']))
  expect(await marks()).toEqual([
    'customers 2026-03-01T10:05:00Z',
    'payments 2026-03-01T10:20:00Z',
    'payments 2026-03-04T06:58:00Z',
    'sales 2026-03-01T10:05:00Z',
    'sales 2026-03-02T08:00:00Z',
    'sales 2026-03-04T07:00:00Z',
  ])
})

test('orders of the same quarter of an hour share a mark', async () => {
  await database.db.transaction().execute((trx) => markOrders(trx, ['A', 'B']))
  expect((await marks()).filter((mark) => mark.includes('T10:0') || mark.includes('T10:1'))).toEqual([
    'customers 2026-03-01T10:05:00Z',
    'sales 2026-03-01T10:05:00Z',
  ])
})

test('no order, no mark', async () => {
  await database.db.transaction().execute((trx) => markOrders(trx, []))
  expect(await marks()).toEqual([])
})
