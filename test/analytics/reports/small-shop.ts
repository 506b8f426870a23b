import type { Insertable } from 'kysely'
import { afterAll, beforeAll } from 'vitest'
import { type ReportRequest, readReport } from '../../../analytics/reports/read.ts'
import { windowBetween } from '../../../analytics/reports/window.ts'
import type { Database } from '../../../db/connect.ts'
import type { Db, Tables } from '../../../db/tables/index.ts'
import { markOrders } from '../../../shop/marks.ts'
import { demand } from '../../../shop/result.ts'
import { freshDatabase } from '../../postgres.ts'
import { type Order, writeOrder } from '../orders.ts'

const instant = (text: string) => Temporal.Instant.from(text)
const now = instant('2026-11-22T09:00:00Z')

/** A shop of a few orders in which every report has something: two merchants, stock, promotions, a refund, a conversation. */
export function smallShop() {
  let database: Database
  beforeAll(async () => {
    database = await freshDatabase()
    const { db } = database
    const order = (number: string, day: string, more: Partial<Order> = {}) =>
      writeOrder(db, {
        number,
        at: `${day}T04:00:00Z`,
        lines: [{ price: 100_00n, merchant: 'tea', sku: 'TEA' }],
        ...more,
      })
    await order('0', '2025-11-01')
    await order('1', '2025-11-18', { lines: [{ price: 80_00n, merchant: 'tea' }] })
    await order('2', '2026-11-12')
    await order('3', '2026-11-17', { life: { status: 'paid', ship_by: '2026-11-19T04:00:00Z' } })
    await order('4', '2026-11-18', {
      lines: [
        { price: 200_00n, merchant: 'tea', sku: 'TEA', quantity: 14 },
        { price: 100_00n, merchant: 'silk', sku: 'SILK', discount: 30_00n },
      ],
      life: { status: 'delivered', ship_by: '2026-11-20T04:00:00Z' },
      payments: [{ id: 'P', amount: 2870_00n }],
      refunds: [{ id: 'R1', goods: 290_00n, at: '2026-11-20T04:00:00Z' }],
    })
    await db
      .updateTable('orders')
      .set({ shipped_at: instant('2026-11-19T04:00:00Z') })
      .where('number', '=', '4')
      .execute()
    await order('5', '2026-11-19', { cancelledAt: '2026-11-19T05:00:00Z' })
    await openMerchants(db)
    await sellGoods(db)
    await giveAway(db)
    await answerCustomers(db)
  })
  afterAll(() => database.close())

  /** A report of the week up to 22 November 2026, as someone asks for it then; throws what is refused. */
  return async (report: string, more: Partial<ReportRequest> = {}) => {
    const window = demand(windowBetween('2026-11-16', '2026-11-22', Temporal.PlainDate.from('2026-11-22')))
    return demand(await readReport(database.db, { report, window, ...more }, now))
  }
}

/** Two counted goods, of which one has sold out since the window began, and one that is priced in yen without a rate. */
async function sellGoods(db: Db) {
  const product = (sku: string, merchant_id: string, price: bigint, currency = 'CNY') => ({
    ...{ sku, name: sku, name_zh: `${sku} 中文`, merchant_id, price, currency, updated_at: now },
  })
  await db
    .insertInto('products')
    .values([product('TEA', 'tea', 100_00n), product('SILK', 'silk', 50_00n), product('YEN', 'silk', 900n, 'JPY')])
    .execute()
  await db
    .insertInto('stock')
    .values([
      { sku: 'TEA', on_hand: 14, reserved: 14, updated_at: now },
      { sku: 'SILK', on_hand: 30, updated_at: now },
      { sku: 'YEN', on_hand: 15, updated_at: now },
    ])
    .execute()
  type Row = Insertable<Tables['stock_movements']>
  const moved = (
    sku: string,
    day: string,
    kind: string,
    on_hand_change: number,
    reserved_change: number,
    left: [number, number],
  ): Row => ({
    ...{ sku, kind, on_hand_change, reserved_change, key: `${sku} ${day} ${kind}`, at: instant(`${day}T04:00:00Z`) },
    ...{ on_hand_after: left[0], reserved_after: left[1] },
  })
  await db
    .insertInto('stock_movements')
    .values([
      moved('TEA', '2025-01-01', 'opening', 20, 0, [20, 0]),
      moved('SILK', '2026-11-15', 'opening', 31, 0, [31, 0]),
      moved('TEA', '2026-11-17', 'adjust', -6, 0, [14, 0]),
      moved('TEA', '2026-11-18', 'reserve', 0, 14, [14, 14]),
      moved('SILK', '2026-11-18', 'ship', -1, 0, [30, 0]),
    ])
    .execute()
}

/** Two promotions; one order took both, by a coupon of which two may be used, and one gave its own back. */
async function giveAway(db: Db) {
  const plain = { priority: '100', exclusive: 'no', first_order: 'no', needs_coupon: 'no' }
  const promotion = (code: string, terms: Record<string, string>) => ({
    ...{
      code,
      type: 'percentage',
      status: 'active',
      rule: '{"percent":"10"}',
      terms: JSON.stringify({ ...plain, name: code, ...terms }),
    },
    ...{ currency: 'CNY', created_at: now, updated_at: now },
  })
  await db
    .insertInto('promotions')
    .values([
      promotion('TEN', { most_uses: '8', starts: '2026-11-18 12:00', ends: '2026-11-20 00:00' }),
      promotion('FREE', {}),
    ])
    .execute()
  const batch = { promotion: 'FREE', kind: 'public', most_uses: 2, request_key: 'r', created_at: now }
  const { id } = await db.insertInto('coupon_batches').values(batch).returning('id').executeTakeFirstOrThrow()
  await db.insertInto('coupons').values({ code: 'HELLO', batch_id: id, issued_at: now }).execute()
  await db
    .insertInto('promotion_counters')
    .values([
      { subject: 'promotion:TEN', uses: 2n },
      { subject: 'coupon:HELLO', uses: 1n },
    ])
    .execute()
  const use = (order_number: string, code: string, given: bigint, more = {}) => ({
    ...{
      order_number,
      promotion: code,
      given,
      pieces: 1,
      at: instant(`2026-11-${order_number === '4' ? 18 : 19}T04:00:00Z`),
    },
    ...more,
  })
  await db
    .insertInto('promotion_uses')
    .values([
      ...[use('4', 'TEN', 20_00n), use('4', 'FREE', 10_00n, { coupon: 'HELLO' })],
      use('5', 'TEN', 5_00n, { released_at: now }),
    ])
    .execute()
  await db.transaction().execute((trx) => markOrders(trx, ['4', '5']))
}

async function openMerchants(db: Db) {
  await db
    .insertInto('merchants')
    .values([
      { id: 'tea', name: 'Tea House' },
      { id: 'silk', name: 'Silk Road' },
    ])
    .execute()
  await db
    .insertInto('reviews')
    .values([
      { order_number: '4', id: 'V1', rating: 5, at: instant('2026-11-21T04:00:00Z') },
      { order_number: '4', id: 'V2', sku: 'TEA', rating: 2, at: instant('2026-11-21T04:00:00Z') },
    ])
    .execute()
  const exception = { kind: 'late_shipment', signs: '[]', merchant_id: 'tea' }
  await db
    .insertInto('order_exceptions')
    .values([
      { ...exception, order_number: '3', id: 1, opened_at: instant('2026-11-20T04:00:00Z'), answer_by: now },
      { ...exception, order_number: '2', id: 1, opened_at: instant('2026-11-13T04:00:00Z'), closed_at: now },
    ])
    .execute()
}

async function answerCustomers(db: Db) {
  const at = instant('2026-11-18T06:00:00Z')
  const { id } = await db
    .insertInto('conversations')
    .values({
      ...{ customer_id: 'ana', channel: 'support', level: 'first', kind: 'conversation', state: 'open', owner: 'U1' },
      ...{ opened_at: at, spoken_at: at, first_answer_at: at.add({ minutes: 5 }), first_answer_by: 'U1' },
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await db
    .insertInto('conversation_entries')
    .values({ conversation_id: id, at, kind: 'agent', member_id: 'U1' })
    .execute()
}
