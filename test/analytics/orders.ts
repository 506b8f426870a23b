import { sql } from 'kysely'
import type { Db, Trx } from '../../db/tables/index.ts'
import { markOrders } from '../../shop/marks.ts'
import { allocate } from '../../shop/money.ts'

export interface Line {
  sku?: string
  merchant?: string | null
  category?: string
  quantity?: number
  price: bigint
  discount?: bigint
}

/** An order family in a few words; whatever is left out is the simplest that can be. */
export interface Order {
  number: string
  at: string
  customer?: string
  region?: string
  currency?: string
  rate?: string
  lines: readonly Line[]
  shipping?: bigint
  tax?: bigint
  cancelledAt?: string
  /** What it is now and when that came about, where that is more than paid or cancelled. */
  life?: Partial<Record<'ship_by' | 'estimated_delivery_at' | 'delivered_at', string>> & { status: string }
  payments?: readonly {
    id: string
    method?: string
    amount: bigint
    status?: 'captured' | 'failed' | 'pending'
    at?: string
  }[]
  /** Succeeded ones, paid back through the first payment; goods and shipping fall on the first line. */
  /** `lines`: of how many of its lines; of the first where absent. */
  refunds?: readonly { id: string; goods?: bigint; shipping?: bigint; at: string; lines?: number }[]
  /** What it took of promotions that there are; `released` where it gave that back. */
  uses?: readonly { promotion: string; given: bigint; coupon?: string | undefined; released?: boolean }[]
}

const instant = (text: string) => Temporal.Instant.from(text)

/** Writes an order family as any operation would: in one transaction, with its marks. */
export const writeOrder = (db: Db, order: Order): Promise<void> =>
  db.transaction().execute(async (trx) => {
    await insertOrder(trx, order)
    await markOrders(trx, [order.number])
  })

async function insertOrder(trx: Trx, order: Order): Promise<void> {
  const { number, lines, shipping = 0n, tax = 0n, payments = [], refunds = [], uses = [] } = order
  const { status = order.cancelledAt ? 'cancelled' : 'paid', ...times } = order.life ?? {}
  const gross = lines.map((line) => BigInt(line.quantity ?? 1) * line.price)
  const sum = (amounts: readonly bigint[]) => amounts.reduce((total, amount) => total + amount, 0n)
  const discount = sum(lines.map((line) => line.discount ?? 0n))
  await trx
    .insertInto('orders')
    .values({
      number,
      customer_id: order.customer ?? `customer of ${number}`,
      placed_at: instant(order.at),
      region: order.region ?? null,
      status,
      ...Object.fromEntries(Object.entries(times).map(([column, at]) => [column, instant(at)])),
      currency: order.currency ?? 'CNY',
      rate: order.rate ?? '1',
      gross: sum(gross),
      discount,
      shipping,
      tax,
      total: sum(gross) - discount + shipping + tax,
      captured: sum(payments.filter((one) => (one.status ?? 'captured') === 'captured').map((one) => one.amount)),
      refunded: sum(refunds.map((one) => (one.goods ?? 0n) + (one.shipping ?? 0n))),
      cancelled_at: order.cancelledAt ? instant(order.cancelledAt) : null,
    })
    .execute()
  const [shippingShares, taxShares] = lines.length > 0 ? [allocate(shipping, gross), allocate(tax, gross)] : [[], []]
  for (const [index, line] of lines.entries())
    await trx
      .insertInto('order_items')
      .values({
        order_number: number,
        line: index + 1,
        ordered_at: instant(order.at),
        sku: line.sku ?? 'SKU',
        name: 'Thing',
        category: line.category ?? null,
        merchant_id: line.merchant ?? null,
        quantity: line.quantity ?? 1,
        unit_price: line.price,
        discount: line.discount ?? 0n,
        shipping: shippingShares[index] ?? 0n,
        tax: taxShares[index] ?? 0n,
      })
      .execute()
  for (const { id, method = 'card', amount, status = 'captured', at = order.at } of payments)
    await trx
      .insertInto('payments')
      .values({ order_number: number, id, method, amount, status, at: instant(at) })
      .execute()
  for (const refund of refunds) await insertRefund(trx, order, refund)
  for (const { promotion, given, coupon = null, released = false } of uses)
    await trx
      .insertInto('promotion_uses')
      .values({
        ...{ order_number: number, promotion, given, coupon, pieces: 1, at: instant(order.at) },
        released_at: released ? instant(order.at) : null,
      })
      .execute()
}

/** Promotions of which orders can take something, one of them with a public code. */
export async function openPromotions(
  db: Db,
  [first, second]: readonly [string, string],
  coupon: string,
): Promise<void> {
  const now = instant('2026-01-01T00:00:00Z')
  const terms = JSON.stringify({
    name: 'Sale',
    priority: '100',
    exclusive: 'no',
    first_order: 'no',
    needs_coupon: 'no',
  })
  const more = { type: 'percentage', status: 'active', rule: '{"percent":"10"}', terms, currency: 'CNY' }
  await db
    .insertInto('promotions')
    .values([first, second].map((code) => ({ code, ...more, created_at: now, updated_at: now })))
    .execute()
  const batch = { promotion: second, kind: 'public', request_key: coupon, created_at: now }
  const { id } = await db.insertInto('coupon_batches').values(batch).returning('id').executeTakeFirstOrThrow()
  await db.insertInto('coupons').values({ code: coupon, batch_id: id, issued_at: now }).execute()
}

async function insertRefund(trx: Trx, order: Order, refund: NonNullable<Order['refunds']>[number]): Promise<void> {
  const { id, goods = 0n, shipping = 0n } = refund
  const at = instant(refund.at)
  const key = { order_number: order.number, refund_id: id }
  await trx
    .insertInto('refunds')
    .values({
      order_number: order.number,
      id,
      state: 'succeeded',
      amount: goods + shipping,
      goods,
      shipping,
      requested_at: at,
      refunded_at: at,
    })
    .execute()
  const each = order.lines.slice(0, refund.lines ?? 1).map(() => 1n)
  const [ofGoods, ofShipping] = each.length > 0 ? [allocate(goods, each), allocate(shipping, each)] : [[], []]
  for (const index of each.keys())
    await trx
      .insertInto('refund_lines')
      .values({
        ...{ ...key, line: index + 1, quantity: 0 },
        ...{ goods: ofGoods[index] ?? 0n, shipping: ofShipping[index] ?? 0n },
      })
      .execute()
  const payment = order.payments?.[0]
  if (payment)
    await trx
      .insertInto('refund_parts')
      .values({ ...key, payment_id: payment.id, amount: goods + shipping, state: 'succeeded', succeeded_at: at })
      .execute()
}

/** Takes an order family away, marked as it was. */
export const removeOrder = (db: Db, number: string): Promise<void> =>
  db.transaction().execute((trx) => deleteOrder(trx, number))

/** Puts another family in an order's place, as an import does with a row that changed. */
export const replaceOrder = (db: Db, order: Order): Promise<void> =>
  db.transaction().execute(async (trx) => {
    // One replaces at a time, also where there is no row yet to lock.
    await sql`select pg_advisory_xact_lock(hashtext(${order.number}))`.execute(trx)
    await deleteOrder(trx, order.number)
    await insertOrder(trx, order)
    await markOrders(trx, [order.number])
  })

async function deleteOrder(trx: Trx, number: string): Promise<void> {
  await markOrders(trx, [number])
  for (const table of ['promotion_uses', 'refund_parts', 'refund_lines', 'refunds', 'payments', 'order_items'] as const)
    await trx.deleteFrom(table).where('order_number', '=', number).execute()
  await trx.deleteFrom('orders').where('number', '=', number).execute()
}
