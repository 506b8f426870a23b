import type { Selectable } from 'kysely'
import type { Db, Tables } from '../../db/tables/index.ts'
import { denied, type Member, scopeOf } from '../access/member.ts'
import { type Approval, approvalOf } from '../approvals/approval.ts'
import { decidersOf } from '../approvals/deciders.ts'
import { carriedTo } from '../exchanges/method.ts'
import { ok, type Result } from '../result.ts'
import type { Settings } from '../settings/registry.ts'
import { type Ending, endingOf } from './ends-order.ts'
import { refundMeant } from './find.ts'
import { ownShare } from './own-share.ts'
import { type Piece, shelfPieces } from './pieces.ts'
import { refundApproval } from './policy.ts'
import { customerAsked } from './requester.ts'
import { parseRefundNumber, type Refund, type RefundState, refundNumber } from './state.ts'

/** A question to the requester, or an answer. */
export interface InfoNote {
  kind: 'asked' | 'given'
  member: string | null
  at: Temporal.Instant
  text: string
}

/** All there is about one refund: what a prompt in a channel shows. */
export interface RefundDetails {
  number: string
  order: string
  currency: string
  customer: string
  state: RefundState
  refund: Refund
  /** The customer asked for it, by the storefront. */
  byCustomer: boolean
  /** The order that it is set against by an exchange; null where money goes back. */
  carriedTo: string | null
  /** It waits, and the order is cancelled once it is agreed to: nothing has left, and all that was paid goes back. */
  cancels: Ending | null
  /** What goes back through each payment, and what became of it. */
  parts: (Pick<Selectable<Tables['refund_parts']>, 'payment_id' | 'amount' | 'state' | 'error' | 'provider_ref'> & {
    method: string
  })[]
  /** What goes back on the shelf once it has succeeded, where `refund.restock` says so. */
  pieces: Piece[]
  /** Null for refunds that came with an import. */
  approval: Approval | null
  /** Members whose agreement would count now. */
  deciders: string[]
  notes: InfoNote[]
}

/** Everything about a refund, for whoever may see its order; a merchant gets its own share. Refuses an unknown number. */
export async function refundCard(
  db: Db,
  settings: Settings,
  member: Member,
  text: string,
  now: Temporal.Instant,
): Promise<Result<RefundDetails>> {
  const missing = denied(member, 'order.view')
  if (missing) return missing
  const scope = scopeOf(member, 'order.view')
  const refund = await refundMeant(db, text, scope)
  if (!refund.ok) return refund
  return ok(await refundDetails(db, settings, refund.value, now, scope))
}

/**
 * What a message about a refund is about; null where there is no such refund. `scope`: the merchant that it is for, which
 * sees its own share.
 */
export async function refundOfMessage(
  db: Db,
  settings: Settings,
  subject: string,
  now: Temporal.Instant,
  scope: string | null = null,
): Promise<RefundDetails | null> {
  const parsed = parseRefundNumber(subject)
  if (!parsed) return null
  const refund = await refundMeant(db, subject, scope)
  return refund.ok ? refundDetails(db, settings, refund.value, now, scope) : null
}

/** Everything about a refund; where `scope` names a merchant, its own share of it. */
export async function refundDetails(
  db: Db,
  settings: Settings,
  key: Pick<Refund, 'order_number' | 'id'>,
  now: Temporal.Instant,
  scope: string | null,
): Promise<RefundDetails> {
  const details = await wholeRefund(db, settings, key, now)
  return scope === null ? details : ownShare(db, details, scope)
}

async function wholeRefund(
  db: Db,
  settings: Settings,
  key: Pick<Refund, 'order_number' | 'id'>,
  now: Temporal.Instant,
): Promise<RefundDetails> {
  const number = refundNumber(key)
  const {
    byCustomer,
    carriedTo: carried,
    ...refund
  } = await db
    .selectFrom('refunds')
    .selectAll()
    .select([customerAsked.as('byCustomer'), carriedTo.as('carriedTo')])
    .where('order_number', '=', key.order_number)
    .where('id', '=', key.id)
    .executeTakeFirstOrThrow()
  const order = await db
    .selectFrom('orders')
    .leftJoin('customers', 'customers.id', 'orders.customer_id')
    .where('number', '=', key.order_number)
    .selectAll('orders')
    .select('customers.name')
    .executeTakeFirstOrThrow()
  const approval = await approvalOf(db, refundApproval, number)
  const [deciders = []] = approval ? await decidersOf(db, refundApproval, [approval], settings, now) : []
  return {
    number,
    order: key.order_number,
    currency: order.currency,
    customer: order.name ?? order.customer_id,
    state: refund.state as RefundState,
    refund,
    byCustomer,
    carriedTo: carried,
    cancels: waits(refund.state) ? await endingOf(db, order, { refund: key.id }) : null,
    parts: await readParts(db, key),
    pieces: await shelfPieces(db, refund),
    approval,
    deciders,
    notes: await readNotes(db, key),
  }
}

const waits = (state: string) => state === 'requested' || state === 'info_asked'

const readParts = (db: Db, { order_number, id }: Pick<Refund, 'order_number' | 'id'>) =>
  db
    .selectFrom('refund_parts as part')
    .innerJoin('payments', (join) =>
      join.onRef('payments.order_number', '=', 'part.order_number').onRef('payments.id', '=', 'part.payment_id'),
    )
    .where('part.order_number', '=', order_number)
    .where('part.refund_id', '=', id)
    .select(['part.payment_id', 'part.amount', 'part.state', 'part.error', 'part.provider_ref'])
    .select(({ fn }) => fn.coalesce('part.method', 'payments.method').as('method'))
    .orderBy('part.payment_id')
    .execute()

async function readNotes(db: Db, { order_number, id }: Pick<Refund, 'order_number' | 'id'>): Promise<InfoNote[]> {
  const events = await db
    .selectFrom('order_events')
    .select(['kind', 'member_id as member', 'at', 'data'])
    .where('order_number', '=', order_number)
    .where('kind', 'in', ['refund_info_asked', 'refund_info_given'])
    .orderBy('seq')
    .execute()
  return events
    .filter(({ data }) => data.refund === id)
    .map(({ kind, member, at, data }) => ({
      kind: kind === 'refund_info_asked' ? 'asked' : 'given',
      member,
      at,
      text: String(data.text ?? ''),
    }))
}
