import type { Db, Trx } from '../../db/tables/index.ts'
import { denied, scopeOf } from '../access/member.ts'
import { audit } from '../audit.ts'
import { shipmentUpdatedTold } from '../callbacks/kinds/orders.ts'
import { tellStorefront } from '../callbacks/tell.ts'
import { whyNotSendYet } from '../exchanges/send.ts'
import type { Jobs } from '../jobs.ts'
import { redrawMessages } from '../messages.ts'
import { undecidedStates } from '../refunds/states.ts'
import { ok, type Refusal, type Result, refuse } from '../result.ts'
import { type LinePieces, moveOrderStock } from '../stock/order-stock.ts'
import { transact } from '../transact.ts'
import type { Acting } from './cancel.ts'
import { orderNumbered, unknownOrder } from './find.ts'
import { lockOrder, type Order, type OrderEvent, record, updateOrder } from './record.ts'
import { retellShipping } from './retell-shipping.ts'
import { cannotBecome } from './status.ts'
import { tellStatus } from './tell-status.ts'

/** A tracking number has no more characters, wherever it comes from. */
export const MOST_TRACKING = 80

export interface Shipping extends Acting {
  order: string
  /** Which lines leave, and how much of each; everything left where absent. */
  lines?: readonly { line: number; quantity: number }[]
  carrier?: string | null
  tracking?: string | null
  /** It has left already, as a storefront tells: that it is held, or waits for an exchange, cannot change that. */
  happened?: true
  /** The shipment's own id, S1, S2, ... where absent. The same id again changes nothing. */
  shipment?: string
}

/** One line with how many pieces have not left yet. */
export interface OpenLine extends LinePieces {
  name: string
  nameZh: string | null
  left: number
}

/** The lines of an order, a merchant's own where `scope` names one, with what of them is still to be shipped. */
export async function openLines(db: Db, order: string, scope: string | null): Promise<OpenLine[]> {
  const rows = await db
    .selectFrom('order_items as item')
    .leftJoin('shipment_lines as sent', (join) =>
      join.onRef('sent.order_number', '=', 'item.order_number').onRef('sent.line', '=', 'item.line'),
    )
    .leftJoin('products', 'products.sku', 'item.sku')
    .where('item.order_number', '=', order)
    .$if(scope !== null, (query) => query.where('item.merchant_id', '=', scope))
    .groupBy(['item.line', 'item.sku', 'item.quantity', 'item.not_sent', 'item.name', 'products.name_zh'])
    .select(['item.line', 'item.sku', 'item.quantity', 'item.not_sent', 'item.name', 'products.name_zh as nameZh'])
    .select(({ fn }) => fn.sum<bigint>('sent.quantity').as('shipped'))
    .orderBy('item.line')
    .execute()
  return rows.map(({ shipped, not_sent, ...row }) => ({ ...row, left: row.quantity - not_sent - Number(shipped ?? 0) }))
}

/**
 * Sends goods of a paid order, all that is left or some lines; a merchant its own lines. They leave the shelf, and the
 * order is shipped once nothing is left of it, until then it is processing. Refuses more than is left, and a tracking number that
 * is too long.
 */
export function shipOrder(db: Db, jobs: Jobs, asked: Shipping, now: Temporal.Instant): Promise<Result<Order>> {
  return transact(db, async (trx) => {
    const { member, via, carrier = null, tracking = null } = asked
    const missing = member && denied(member, 'order.ship')
    if (missing) return missing
    const scope = member && scopeOf(member, 'order.ship')
    const number = await orderNumbered(trx, asked.order, scope)
    if (!number) return unknownOrder(trx, asked.order, scope)
    const locked = await lockOrder(trx, number)
    if (!locked.ok) return locked
    const order = locked.value
    const shipments = await trx
      .selectFrom('shipments')
      .select(['id', 'shipped_at'])
      .where('order_number', '=', number)
      .execute()
    const id = asked.shipment ?? nextId(shipments)
    if (shipments.some((shipment) => shipment.id === id)) return locked
    const impossible = whyNotShip(order)
    if (impossible) return impossible
    if ((tracking?.length ?? 0) > MOST_TRACKING) return refuse('order.tracking_long', { most: MOST_TRACKING })
    const { held_at, held_by, held_because } = order
    if (held_at && !asked.happened)
      return refuse('order.held', {
        ...{ number, at: String(held_at), member: held_by ?? '', by: held_by ? 'member' : 'rule' },
        because: held_because ?? '',
      })
    const early = asked.happened ? null : await whyNotSendYet(trx, order)
    if (early) return early
    const open = await openLines(trx, number, null)
    const leaving = chosen(number, await openLines(trx, number, scope), asked.lines)
    if (!leaving.ok) return leaving
    const lines = leaving.value

    const shipped = await moveOrderStock(trx, jobs, { order: number, kind: 'ship', part: id, lines }, now)
    if (!shipped.ok) return shipped
    await trx
      .insertInto('shipments')
      .values({ order_number: number, id, carrier, tracking_number: tracking, shipped_at: now })
      .execute()
    const rows = lines.map(({ line, quantity }) => ({ order_number: number, shipment_id: id, line, quantity }))
    await trx.insertInto('shipment_lines').values(rows).execute()

    const left = total(open.map((line) => line.left)) - total(lines.map((line) => line.quantity))
    const late = shipments.filter(({ shipped_at }) => Temporal.Instant.compare(shipped_at, now) > 0)
    const last = late.reduce((last, { shipped_at }) => laterOf(last, shipped_at), now)
    const after = await updateOrder(
      trx,
      number,
      left === 0 ? { status: 'shipped', shipped_at: last } : { status: 'processing' },
    )
    const data = {
      shipment: id,
      pieces: total(lines.map((line) => line.quantity)),
      left,
      carrier: carrier ?? '',
      tracking: tracking ?? '',
    }
    const events: OrderEvent[] = order.status === 'paid' ? [{ kind: 'processing', member: member?.id }] : []
    events.push({ kind: left === 0 ? 'shipped' : 'part_shipped', member: member?.id, data })
    await record(trx, number, events, now)
    const told = {
      order: number,
      shipment: id,
      status: 'shipped',
      ...(carrier && { carrier }),
      ...(tracking && { tracking }),
    } as const
    const pieces = lines.map(({ line, quantity }) => ({ line, quantity }))
    await tellStorefront(trx, shipmentUpdatedTold, { ...told, lines: pieces }, now)
    await tellStatus(trx, order, after, now)
    // What a refund that waits would end is another matter now.
    await redrawUndecided(trx, jobs, number)
    if (late.length > 0) await retellShipping(trx, number)
    if (member)
      await audit(
        trx,
        { member: member.id, action: 'order.shipped', subject: number, after: { ...data, lines: rows }, via },
        now,
      )
    return ok(after)
  })
}

/** Why no goods of an order can leave, from how it stands; null where they can. */
export function whyNotShip(order: Pick<Order, 'number' | 'status'>): Refusal | null {
  const { number, status } = order
  if (status === 'paid') return null
  const gone = ['shipped', 'delivered', 'completed'].includes(status)
  return gone ? refuse('order.all_shipped', { number, status }) : cannotBecome(order, 'shipped')
}

async function redrawUndecided(trx: Trx, jobs: Jobs, order: string): Promise<void> {
  const rows = await trx
    .selectFrom('refunds')
    .select('id')
    .where('order_number', '=', order)
    .where('state', 'in', undecidedStates)
    .execute()
  for (const { id } of rows) await redrawMessages(trx, jobs, 'refund.prompt', `${order}-${id}`)
}
/** The id after those of the form S1, S2, ..., which storefronts may have given as well. */
const nextId = (shipments: readonly { id: string }[]) =>
  `S${1 + Math.max(0, ...shipments.map(({ id }) => Number(/^S(\d{1,9})$/.exec(id)?.[1] ?? 0)))}`

const laterOf = (one: Temporal.Instant, other: Temporal.Instant) =>
  Temporal.Instant.compare(one, other) > 0 ? one : other

const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0)

/**
 * The pieces that leave: those asked for, or all that is left. Refuses none, a line that the order has not, one that comes
 * twice, and other pieces of a line than are left.
 */
function chosen(number: string, open: readonly OpenLine[], asked: Shipping['lines']): Result<LinePieces[]> {
  const all = open.filter(({ left }) => left > 0)
  if (!asked && all.length === 0) return refuse('order.nothing_to_ship', { number })
  if (!asked) return ok(all.map(({ line, sku, left }) => ({ line, sku, quantity: left })))
  if (asked.length === 0) return refuse('order.no_pieces')
  const lines = new Map<number, LinePieces>()
  for (const { line, quantity } of asked) {
    const known = open.find((one) => one.line === line)
    if (!known) return refuse('order.line_unknown', { number, line, lines: open.map((one) => String(one.line)) })
    if (lines.has(line)) return refuse('order.line_twice', { line })
    const { sku, left } = known
    const fits = Number.isInteger(quantity) && quantity > 0 && quantity <= left
    if (!fits) return refuse('order.line_left', { number, line, left })
    lines.set(line, { line, sku, quantity })
  }
  return ok([...lines.values()])
}
