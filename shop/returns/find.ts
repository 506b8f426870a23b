import type { Selectable } from 'kysely'
import type { Db, Tables } from '../../db/tables/index.ts'
import { denied, type Member, scopeOf } from '../access/member.ts'
import { isCarried } from '../exchanges/method.ts'
import { orderNumbered, unknownOrder } from '../orders/find.ts'
import { ok, type Result, refuse } from '../result.ts'
import { kindNow, parseReturnNumber, type ReturnState, returnNumber } from './states.ts'

export type ReturnRow = Selectable<Tables['returns']>

/** A return or exchange of an order. */
export interface OrderReturn {
  readonly id: string
  /** As people name it: 1042-RT1. */
  readonly number: string
  /** As it is now. */
  readonly kind: 'return' | 'exchange'
  readonly state: ReturnState
  readonly reason: string
  readonly requestedAt: Temporal.Instant
  readonly requestedBy: string | null
  readonly instructions: string | null
  readonly stateReason: string | null
  readonly lapseAt: Temporal.Instant | null
  /** By which money goes back: 1042-R1. */
  readonly refund: string | null
  /** Cancelled where this has become a return. */
  readonly exchangeOrder: string | null
  readonly lines: readonly ReturnLine[]
}

export interface ReturnLine {
  readonly line: number
  readonly name: string
  readonly nameZh: string | null
  readonly sku: string
  readonly quantity: number
  /** What is wanted instead. */
  readonly wanted: string | null
  /** Pieces that were good; null before the inspection. */
  readonly accepted: number | null
  readonly writeOff: boolean
  readonly refusal: string | null
}

/** The returns and exchanges of an order, oldest first; of a merchant those with its goods, and its goods in them. */
export async function readReturns(db: Db, order: string, scope: string | null = null): Promise<OrderReturn[]> {
  const [rows, lines] = await Promise.all([
    db
      .selectFrom('returns')
      .leftJoin('refunds', (join) =>
        join.onRef('refunds.order_number', '=', 'returns.order_number').onRef('refunds.id', '=', 'returns.refund_id'),
      )
      .selectAll('returns')
      .select('refunds.request_key')
      .where('returns.order_number', '=', order)
      .orderBy('returns.requested_at')
      .orderBy('returns.seq')
      .execute(),
    db
      .selectFrom('return_lines as asked')
      .innerJoin('order_items as item', (join) =>
        join.onRef('item.order_number', '=', 'asked.order_number').onRef('item.line', '=', 'asked.line'),
      )
      .leftJoin('products', 'products.sku', 'item.sku')
      .select([
        'asked.return_id',
        'asked.line',
        'item.name',
        'products.name_zh as nameZh',
        'item.sku',
        'asked.quantity',
      ])
      .select(['asked.wanted_sku as wanted', 'asked.accepted', 'asked.write_off as writeOff', 'asked.refusal'])
      .where('asked.order_number', '=', order)
      .$if(scope !== null, (query) => query.where('item.merchant_id', '=', scope))
      .orderBy('asked.line')
      .execute(),
  ])
  return rows
    .map((row) => ({
      ...{ id: row.id, number: returnNumber(row), kind: kindNow(row) },
      ...{ state: row.state as ReturnState, reason: row.reason, requestedAt: row.requested_at },
      ...{ requestedBy: row.requested_by, instructions: row.instructions, stateReason: row.state_reason },
      ...{ lapseAt: row.lapse_at, exchangeOrder: row.exchange_order },
      refund: row.refund_id === null || isCarried(row) ? null : `${order}-${row.refund_id}`,
      lines: lines.filter(({ return_id }) => return_id === row.id).map(({ return_id, ...line }) => line),
    }))
    .filter((one) => one.lines.length > 0)
}

/** All there is about one return. */
export interface ReturnDetails {
  readonly order: string
  readonly customer: string
  readonly asked: OrderReturn
}

/** The order and the id of the return that a person means by 1042-RT1. Refuses an unknown one. */
export async function returnMeant(
  db: Db,
  text: string,
  scope: string | null,
): Promise<Result<{ order: string; id: string }>> {
  const parsed = parseReturnNumber(text)
  const order = await orderNumbered(db, parsed?.order ?? text, scope)
  if (!order) return unknownOrder(db, parsed?.order ?? text, scope)
  const all = await readReturns(db, order, scope)
  const found = parsed && all.find(({ number }) => parseReturnNumber(number)?.seq === parsed.seq)
  if (found) return ok({ order, id: found.id })
  return refuse('return.unknown', { number: order, count: all.length, returns: all.map(({ number }) => number) })
}

/** A return, for whoever may see its order; a merchant gets its own lines. Refuses an unknown number. */
export async function returnCard(db: Db, member: Member, text: string): Promise<Result<ReturnDetails>> {
  const missing = denied(member, 'order.view')
  if (missing) return missing
  const scope = scopeOf(member, 'order.view')
  const meant = await returnMeant(db, text, scope)
  if (!meant.ok) return meant
  const details = await returnDetails(db, meant.value.order, meant.value.id, scope)
  return details ? ok(details) : refuse('return.unknown', { number: text, count: 0, returns: [] })
}

/** The same by its order and id; null where it is gone. */
export async function returnDetails(
  db: Db,
  order: string,
  id: string,
  scope: string | null = null,
): Promise<ReturnDetails | null> {
  const asked = (await readReturns(db, order, scope)).find((one) => one.id === id)
  if (!asked) return null
  const { name, customer_id } = await db
    .selectFrom('orders')
    .leftJoin('customers', 'customers.id', 'orders.customer_id')
    .select(['customers.name', 'customer_id'])
    .where('number', '=', order)
    .executeTakeFirstOrThrow()
  return { order, customer: name ?? customer_id, asked }
}

/** What a message about a return is known by: order numbers have no blanks. */
export const noticeSubject = (order: string, id: string) => `${order} ${id}`

/** The return that a message of kind `return.notice` is about; null where it is gone. */
export function returnNoticed(db: Db, subject: string): Promise<ReturnDetails | null> {
  const blank = subject.indexOf(' ')
  return returnDetails(db, subject.slice(0, blank), subject.slice(blank + 1))
}
