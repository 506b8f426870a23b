import { afterAll, beforeAll } from 'vitest'
import { readReport } from '../../../analytics/reports/read.ts'
import type { Granularity } from '../../../analytics/reports/series.ts'
import { windowBetween } from '../../../analytics/reports/window.ts'
import type { Database } from '../../../db/connect.ts'
import type { Db } from '../../../db/tables/index.ts'
import { markOrders } from '../../../shop/marks.ts'
import type { Filters } from '../../../shop/orders/narrowing.ts'
import { demand } from '../../../shop/result.ts'
import { seedSettings } from '../../../shop/settings/read.ts'
import { freshDatabase } from '../../postgres.ts'
import { type Line, type Order, writeOrder } from '../orders.ts'

const instant = (text: string) => Temporal.Instant.from(text)
/** Sunday morning, 10:00 in New York. */
const now = instant('2026-11-22T15:00:00Z')

const tea = (quantity = 1): Line => ({ sku: 'TEA', merchant: 'tea', category: 'drinks', quantity, price: 10_00n })
const cup: Line = { sku: 'CUP', merchant: 'clay', price: 30_00n }
const paid = (amount: bigint) => [{ id: 'P1', amount }]

/** Clocks went back in New York on 1 November 2026 at 06:00 UTC. */
const orders: readonly Order[] = [
  {
    ...{ number: 'A', customer: 'ann', at: '2026-10-05T16:00:00Z', lines: [tea(2), cup], payments: paid(50_00n) },
    // The last half hour of the day for which it was promised.
    life: { status: 'completed', estimated_delivery_at: '2026-10-10T04:00:00Z', delivered_at: '2026-10-11T03:30:00Z' },
  },
  {
    ...{ number: 'B', customer: 'bob', at: '2026-11-01T05:30:00Z', lines: [tea()], payments: paid(10_00n) },
    // An hour late, but on the day after; it took the 25 hours of one day less one.
    life: { status: 'delivered', estimated_delivery_at: '2026-11-02T04:30:00Z', delivered_at: '2026-11-02T05:30:00Z' },
  },
  {
    ...{ number: 'C', customer: 'ann', at: '2026-11-01T06:30:00Z', lines: [cup], payments: paid(30_00n) },
    life: { status: 'shipped', estimated_delivery_at: '2026-11-21T05:00:00Z' },
  },
  { number: 'D', customer: 'bob', at: '2026-11-02T04:59:00Z', lines: [tea(5)], cancelledAt: '2026-11-03T12:00:00Z' },
  {
    ...{ number: 'E', customer: 'cid', at: '2026-11-10T15:00:00Z', lines: [tea()], payments: paid(10_00n) },
    life: { status: 'paid', ship_by: '2026-11-12T15:00:00Z' },
  },
  {
    ...{ number: 'F', customer: 'ann', at: '2026-11-10T16:00:00Z', currency: 'EUR', rate: '1.1' },
    ...{ lines: [{ sku: 'KEG', price: 10_01n }], life: { status: 'processing', ship_by: '2026-11-23T15:00:00Z' } },
  },
  {
    ...{ number: 'G', customer: 'dee', at: '2026-11-12T16:00:00Z', lines: [cup] },
    life: { status: 'shipped', estimated_delivery_at: '2026-11-22T12:00:00Z' },
  },
]

/** What became of a refund, and when: asked for, decided, paid. Money falls on lines as given. */
interface RefundLife {
  key: string
  state: string
  reason?: string
  lines: Record<number, bigint>
  asked: string
  decided: string
  paid?: string
}
const refunds: readonly RefundLife[] = [
  {
    ...{ key: 'A-R1', state: 'succeeded', reason: 'broken', lines: { 1: 5_00n, 2: 7_00n } },
    ...{ asked: '2026-11-02T10:00:00Z', decided: '2026-11-02T10:10:00Z', paid: '2026-11-02T11:00:00Z' },
  },
  {
    ...{ key: 'A-R2', state: 'rejected', lines: { 2: 1_00n } },
    ...{ asked: '2026-11-03T10:00:00Z', decided: '2026-11-03T10:30:00Z' },
  },
  {
    ...{ key: 'B-R1', state: 'failed', lines: { 1: 1_00n } },
    ...{ asked: '2026-11-04T10:00:00Z', decided: '2026-11-04T10:00:00Z' },
  },
  {
    ...{ key: 'E-R1', state: 'succeeded', reason: 'order_cancelled: too slow', lines: { 1: 10_00n } },
    ...{ asked: '2026-11-12T10:00:00Z', decided: '2026-11-12T10:01:00Z', paid: '2026-11-12T10:02:00Z' },
  },
]

async function writeRefund(db: Db, { key, lines, asked, decided, paid, ...rest }: RefundLife): Promise<void> {
  const [order_number = '', id = ''] = key.split('-')
  const goods = Object.values(lines).reduce((sum, amount) => sum + amount, 0n)
  await db
    .insertInto('refunds')
    .values({
      ...{ order_number, id, amount: goods, goods, shipping: 0n, requested_at: instant(asked), ...rest },
      ...{ decided_at: instant(decided), refunded_at: paid ? instant(paid) : null },
    })
    .execute()
  for (const [line, goods] of Object.entries(lines))
    await db
      .insertInto('refund_lines')
      .values({ order_number, refund_id: id, line: Number(line), quantity: 0, goods, shipping: 0n })
      .execute()
}

/** A decline of B-R1, a return of one of A's two teas, a review of A's tea (hidden) and one of A as a whole. */
async function writeRest(db: Db): Promise<void> {
  await db
    .insertInto('order_events')
    .values({
      ...{ order_number: 'B', seq: 1, at: instant('2026-11-05T10:00:00Z'), kind: 'refund_failed' },
      data: JSON.stringify({ refund: 'R1' }),
    })
    .execute()
  const at = instant('2026-11-05T05:00:00Z')
  await db
    .insertInto('returns')
    .values({
      ...{ order_number: 'A', id: 'r', seq: 1, kind: 'return', state: 'accepted', reason: '' },
      ...{ requested_at: at, settled_at: at },
    })
    .execute()
  await db
    .insertInto('return_lines')
    .values({ order_number: 'A', return_id: 'r', line: 1, quantity: 2, accepted: 1 })
    .execute()
  await db.transaction().execute((trx) => markOrders(trx, ['A']))
  const reviewed = { order_number: 'A', at: instant('2026-11-03T12:00:00Z') }
  await db
    .insertInto('reviews')
    .values([
      { ...reviewed, id: '1', sku: 'TEA', rating: 4, state: 'hidden' },
      { ...reviewed, id: '2', rating: 1 },
    ])
    .execute()
  for (const product of [
    { sku: 'TEA', name: 'Green tea', name_zh: '绿茶', category: 'drinks', merchant_id: 'tea' },
    { sku: 'CUP', name: 'Cup', merchant_id: 'clay' },
    { sku: 'KEG', name: 'Keg' },
  ])
    await db
      .insertInto('products')
      .values({ price: 10_00n, currency: 'USD', updated_at: now, ...product })
      .execute()
  await db
    .insertInto('stock')
    .values([
      { sku: 'TEA', on_hand: 20, reserved: 2, updated_at: now },
      { sku: 'KEG', on_hand: 5, updated_at: now },
    ])
    .execute()
}

/** A shop in New York with seven orders and all that may become of one. */
export function newYork() {
  let database: Database
  beforeAll(async () => {
    database = await freshDatabase()
    const { db } = database
    await seedSettings(db, { timezone: 'America/New_York', currency: 'USD' }, now)
    for (const id of ['tea', 'clay']) await db.insertInto('merchants').values({ id, name: id }).execute()
    for (const order of orders) await writeOrder(db, order)
    for (const refund of refunds) await writeRefund(db, refund)
    await writeRest(db)
  })
  afterAll(() => database.close())

  /** A report, as someone asks for it on 22 November 2026; throws what is refused. */
  return async (
    report: string,
    from: string,
    to: string,
    options: { filters?: Filters; by?: Granularity; limit?: number } = {},
  ) => {
    const window = demand(windowBetween(from, to, Temporal.PlainDate.from('2026-11-22')))
    return demand(await readReport(database.db, { report, window, ...options }, now))
  }
}
