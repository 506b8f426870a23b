import type { Selectable } from 'kysely'
import type { Db, Tables } from '../../db/tables/index.ts'
import { denied, type Member, scopeOf } from '../access/member.ts'
import { type OrderException, openExceptions } from '../exceptions/exception.ts'
import { whyNotSendYet } from '../exchanges/send.ts'
import { type OrderPromotion, promotionsOfOrder } from '../promotions/of-order.ts'
import { leftBesideGoods } from '../refunds/refundable.ts'
import { ok, type Refusal, type Result } from '../result.ts'
import { type OrderReturn, readReturns } from '../returns/find.ts'
import { carrierEntries } from '../shipping/news.ts'
import {
  type OrderRefund,
  type OrderShipment,
  readLines,
  readOrder,
  readPayments,
  readRefunds,
  readShipments,
  readTimeline,
  type TimelineEntry,
} from './family.ts'
import { orderNumbered, unknownOrder } from './find.ts'
import { sum } from './lines.ts'
import { cannotBecome, type OrderStatus, transitions } from './status.ts'
import { readTags } from './tags.ts'

export type { OrderRefund, OrderShipment, TimelineEntry } from './family.ts'

/** A line with how many of its pieces have been shipped. */
export interface OrderLine extends Omit<Selectable<Tables['order_items']>, 'order_number'> {
  shipped: number
  nameZh: string | null
}

type OrderRow = Selectable<Tables['orders']>
type MoneyColumn = 'gross' | 'discount' | 'shipping' | 'tax' | 'total' | 'captured' | 'refund_reserved' | 'refunded'

/** Money of an order in minor units of its currency. */
export type OrderTotals = Pick<OrderRow, MoneyColumn>

/** All there is about one order. */
export interface OrderCard {
  order: Omit<OrderRow, MoneyColumn | 'status'> & { status: OrderStatus }
  customer: Selectable<Tables['customers']> | null
  totals: OrderTotals
  /** Paid above the total, and no refund gives it back; for the whole order only. */
  overpaid: bigint
  lines: OrderLine[]
  /** What its price rests on. */
  promotions: OrderPromotion[]
  payments: Awaited<ReturnType<typeof readPayments>>
  refunds: OrderRefund[]
  shipments: OrderShipment[]
  returns: OrderReturn[]
  /** Why what has not left yet may not leave now, for whoever could send it; null where it may. */
  early: Refusal | null
  /** It stands, and nothing has left. */
  cancellable: boolean
  /** It can be kept from leaving. */
  holdable: boolean
  tags: string[]
  /** What is open; none for a merchant. */
  exceptions: OrderException[]
  /** Oldest first. */
  timeline: TimelineEntry[]
  /** Set where a merchant looks: only its own lines, their money and what happened to the goods. */
  own: boolean
}

/**
 * What of a timeline is no merchant's business: the money of the whole order, what others' goods are sent back, and what
 * the team notes on it.
 */
const ofWholeOrder = /^((payment|refund|return|exchange|exception|rule)_|(un)?(tagged|assigned)$|customer_asked$)/

/**
 * The card of an order. A merchant gets its own lines and what concerns them; orders without any of its lines are
 * unknown to it. Refuses an unknown number with the nearest ones.
 */
export async function orderCard(db: Db, member: Member, text: string): Promise<Result<OrderCard>> {
  const missing = denied(member, 'order.view')
  if (missing) return missing
  const scope = scopeOf(member, 'order.view')
  const number = await orderNumbered(db, text, scope)
  if (!number) return unknownOrder(db, text, scope)
  const [
    { order: row, customer },
    items,
    promotions,
    payments,
    refunds,
    shipments,
    returns,
    timeline,
    news,
    tags,
    exceptions,
  ] = await Promise.all([
    readOrder(db, number, scope),
    readLines(db, number, scope),
    scope === null ? promotionsOfOrder(db, number) : [],
    scope === null ? readPayments(db, number) : [],
    readRefunds(db, number, scope),
    readShipments(db, number),
    readReturns(db, number, scope),
    readTimeline(db, number),
    carrierEntries(db, number, scope),
    scope === null ? readTags(db, number) : [],
    scope === null ? openExceptions(db, number) : [],
  ])
  const sent = shipments.flatMap((shipment) => shipment.lines)
  const lines = items.map((item) => ({
    ...item,
    shipped: sent.filter(({ line }) => line === item.line).reduce((sum, { quantity }) => sum + quantity, 0),
  }))
  const beside = scope === null ? await leftBesideGoods(db, row) : { surplusLeft: 0n }
  const visible = new Set(lines.map(({ line }) => line))
  const { gross, discount, shipping, tax, total, captured, refund_reserved, refunded, ...order } = row
  const whole = { gross, discount, shipping, tax, total, captured, refund_reserved, refunded }
  return ok({
    order: { ...order, status: order.status as OrderStatus },
    customer,
    totals: scope === null ? whole : ownTotals(lines),
    overpaid: beside.surplusLeft,
    lines,
    promotions,
    payments,
    refunds,
    shipments: shipments
      .map((shipment) => ({ ...shipment, lines: shipment.lines.filter(({ line }) => visible.has(line)) }))
      .filter((shipment) => scope === null || shipment.lines.length > 0),
    returns,
    early: ['paid', 'processing'].includes(row.status) ? await whyNotSendYet(db, row) : null,
    cancellable: cannotBecome(row, 'cancelled') === null && shipments.length === 0,
    holdable: transitions[row.status as OrderStatus].includes('cancelled') && row.held_at === null,
    tags,
    exceptions,
    timeline: [...timeline.filter(({ kind }) => scope === null || !ofWholeOrder.test(kind)), ...news].toSorted((a, b) =>
      Temporal.Instant.compare(a.at, b.at),
    ),
    own: scope !== null,
  })
}

function ownTotals(lines: readonly OrderLine[]): OrderTotals {
  const gross = sum(lines.map((line) => line.unit_price * BigInt(line.quantity)))
  const discount = sum(lines.map((line) => line.discount))
  const shipping = sum(lines.map((line) => line.shipping))
  const tax = sum(lines.map((line) => line.tax))
  const total = gross - discount + shipping + tax
  return { gross, discount, shipping, tax, total, captured: 0n, refund_reserved: 0n, refunded: 0n }
}
