import type { Selectable } from 'kysely'
import type { Db, Tables } from '../../db/tables/index.ts'
import { carriedTo } from '../exchanges/method.ts'
import { ownAmount } from '../refunds/own-share.ts'
import { customerAsked } from '../refunds/requester.ts'
import { hasOwnLine } from './find.ts'

export interface TimelineEntry {
  at: Temporal.Instant
  kind: string
  member: string | null
  data: Record<string, string | number>
}

export interface OrderRefund {
  /** As people name it: 1042-R1. */
  number: string
  state: string
  amount: bigint
  reason: string | null
  requestedBy: string | null
  byCustomer: boolean
  /** The order that it is set against by an exchange; null where money goes back. */
  carriedTo: string | null
  requestedAt: Temporal.Instant
  refundedAt: Temporal.Instant | null
}

type ShipmentColumn = 'id' | 'carrier' | 'tracking_number' | 'shipped_at' | 'delivered_at'

export interface OrderShipment extends Pick<Selectable<Tables['shipments']>, ShipmentColumn> {
  lines: { line: number; quantity: number }[]
}

export async function readOrder(db: Db, number: string, scope: string | null) {
  const order = await db
    .selectFrom('orders')
    .selectAll()
    .where('number', '=', number)
    .where(hasOwnLine(scope))
    .executeTakeFirstOrThrow()
  const customer = await db.selectFrom('customers').selectAll().where('id', '=', order.customer_id).executeTakeFirst()
  return { order, customer: customer ?? null }
}

export const readLines = (db: Db, number: string, scope: string | null) =>
  db
    .selectFrom('order_items')
    .leftJoin('products', 'products.sku', 'order_items.sku')
    .selectAll('order_items')
    .select('products.name_zh as nameZh')
    .where('order_number', '=', number)
    .$if(scope !== null, (query) => query.where('order_items.merchant_id', '=', scope))
    .orderBy('line')
    .execute()

/** The payments of an order; of what went back by each, `carried` was set against the orders of exchanges. */
export async function readPayments(db: Db, number: string) {
  const [payments, carried] = await Promise.all([
    db
      .selectFrom('payments')
      .select(['id', 'method', 'amount', 'status', 'at', 'refund_reserved', 'refunded'])
      .where('order_number', '=', number)
      .orderBy('at')
      .orderBy('id')
      .execute(),
    db
      .selectFrom('refund_parts as part')
      .innerJoin('refunds', (join) =>
        join.onRef('refunds.order_number', '=', 'part.order_number').onRef('refunds.id', '=', 'part.refund_id'),
      )
      .select(['part.payment_id', 'part.amount', carriedTo.$notNull().as('to')])
      .where('part.order_number', '=', number)
      .where('part.state', '=', 'succeeded')
      .where(carriedTo, 'is not', null)
      .orderBy('refunds.requested_at')
      .execute(),
  ])
  return payments.map((payment) => ({
    ...payment,
    carried: carried.filter(({ payment_id }) => payment_id === payment.id).map(({ amount, to }) => ({ amount, to })),
  }))
}

/** A merchant sees of a refund the part on its own lines. */
export async function readRefunds(db: Db, number: string, scope: string | null): Promise<OrderRefund[]> {
  const rows = await db
    .selectFrom('refunds')
    .selectAll()
    .select([ownAmount(scope).$notNull().as('own'), customerAsked.as('byCustomer'), carriedTo.as('carriedTo')])
    .where('order_number', '=', number)
    .where(ownAmount(scope), 'is not', null)
    .orderBy('requested_at')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    number: `${number}-${row.id}`,
    state: row.state,
    amount: row.own,
    reason: row.reason,
    requestedBy: row.requested_by,
    byCustomer: row.byCustomer,
    carriedTo: row.carriedTo,
    requestedAt: row.requested_at,
    refundedAt: row.refunded_at,
  }))
}

export async function readShipments(db: Db, number: string): Promise<OrderShipment[]> {
  const [shipments, lines] = await Promise.all([
    db
      .selectFrom('shipments')
      .select(['id', 'carrier', 'tracking_number', 'shipped_at', 'delivered_at'])
      .where('order_number', '=', number)
      .orderBy('shipped_at')
      .orderBy('id')
      .execute(),
    db.selectFrom('shipment_lines').selectAll().where('order_number', '=', number).orderBy('line').execute(),
  ])
  return shipments.map((shipment) => ({
    ...shipment,
    lines: lines
      .filter(({ shipment_id }) => shipment_id === shipment.id)
      .map(({ line, quantity }) => ({ line, quantity })),
  }))
}

export async function readTimeline(db: Db, number: string): Promise<TimelineEntry[]> {
  const rows = await db
    .selectFrom('order_events')
    .select(['at', 'kind', 'member_id as member', 'data'])
    .where('order_number', '=', number)
    .orderBy('at')
    .orderBy('seq')
    .execute()
  return rows.map((row) => ({ ...row, data: row.data as TimelineEntry['data'] }))
}
