import type { Db } from '../../db/tables/index.ts'
import { denied, type Member, scopeOf } from '../access/member.ts'
import { openApproval } from '../approvals/approval.ts'
import { decidersOf } from '../approvals/deciders.ts'
import { audit } from '../audit.ts'
import type { Jobs } from '../jobs.ts'
import { drawMessage } from '../messages.ts'
import { parseAmount } from '../money.ts'
import { orderNumbered, unknownOrder } from '../orders/find.ts'
import { lockOrder, type Order, record } from '../orders/record.ts'
import { mayNotRefund } from '../payments/after-sales.ts'
import { readMethods } from '../payments/methods.ts'
import { ok, type Result, refuse } from '../result.ts'
import { readSettings } from '../settings/read.ts'
import type { Settings } from '../settings/registry.ts'
import { transact } from '../transact.ts'
import { isVisible } from '../visible.ts'
import { type RefundDetails, refundDetails } from './details.ts'
import { type Ending, endingOf } from './ends-order.ts'
import { leftToRefund, planRefund, type RefundPlan } from './plan.ts'
import { refundApproval } from './policy.ts'
import { cumulativeAmount, readRefundable } from './refundable.ts'
import { reserveRefund } from './reserve.ts'
import { settleApproval } from './settle.ts'
import { type LineShare, planShares } from './shares.ts'
import { refundNumber } from './state.ts'

/** A refund that somebody thinks of. `amount` as written, in the order's currency; without it all that is left. */
export interface RefundAsked {
  order: string
  amount?: string | null
  /** Null: the customer, by the storefront. */
  member: Member | null
}

export interface RefundRequest extends RefundAsked {
  reason: string
  /** Put what comes back on the shelf again, once the money has gone. */
  restock: boolean
  /** Unique to this request; the same one again makes no second refund. */
  key: string
  /** The customer cancelled the order before anything left: what was paid goes back without anybody's approval. */
  unshipped?: boolean
  /** Which lines it falls on, with what; by the amount where absent. */
  shares?: readonly LineShare[]
  /** When it became known here, where it is told of later. */
  receivedAt?: Temporal.Instant
  via: string
}

/** A dry run: nothing is written. */
export interface RefundPreview extends RefundPlan {
  order: string
  currency: string
  /** Most that could be refunded. */
  left: bigint
  /** What of the order it ends once it is agreed to. */
  cancels: Ending | null
  /** The order is cancelled already. */
  cancelled: boolean
  /** How many have to agree, and who can. */
  required: 0 | 1 | 2
  deciders: string[]
}

/** What a refund would do and who would have to agree. Refuses an unknown order, an amount that is none, and too much. */
export async function previewRefund(
  db: Db,
  settings: Settings,
  asked: RefundAsked,
  now: Temporal.Instant,
): Promise<Result<RefundPreview>> {
  const found = await orderMeant(db, asked)
  if (!found.ok) return found
  const { number, scope } = found.value
  const order = await db.selectFrom('orders').selectAll().where('number', '=', number).executeTakeFirstOrThrow()
  const planned = await plan(db, order, scope, asked)
  if (!planned.ok) return planned
  const { source, plan: planOf } = planned.value
  const amount = await cumulativeAmount(db, order, planOf.amount)
  const required = refundApproval.required(amount, settings)
  const wanted = { state: 'pending', amount, requested_by: asked.member?.id ?? null, decisions: [] }
  const [deciders = []] = required > 0 ? await decidersOf(db, refundApproval, [wanted], settings, now) : []
  const cancels = await endingOf(db, order, { amount: planOf.amount })
  const { currency } = order
  return ok({
    order: number,
    currency,
    left: leftToRefund(source),
    ...planOf,
    cancels,
    cancelled: order.status === 'cancelled',
    required,
    deciders,
  })
}

/**
 * Requests a refund: sets the money aside and, by its amount, approves it at once or asks for approval in the approvals
 * channel. Refuses an unknown order, an amount that is none or more than is left, a missing reason, and
 * who may not refund by these methods.
 */
export function requestRefund(
  db: Db,
  jobs: Jobs,
  asked: RefundRequest,
  now: Temporal.Instant,
): Promise<Result<RefundDetails>> {
  return transact(db, async (trx) => {
    const found = await orderMeant(trx, asked)
    if (!found.ok) return found
    const { number, scope } = found.value
    const locked = await lockOrder(trx, number)
    if (!locked.ok) return locked
    const settings = await readSettings(trx)
    const earlier = await trx
      .selectFrom('refunds')
      .select(['id', 'request_key'])
      .where('order_number', '=', number)
      .execute()
    const twin = earlier.find(({ request_key }) => request_key === asked.key)
    if (twin) return ok(await refundDetails(trx, settings, { order_number: number, id: twin.id }, now, scope))
    if (!isVisible(asked.reason)) return refuse('refund.reason_needed')
    const planned = await plan(trx, locked.value, scope, asked)
    if (!planned.ok) return planned

    const amount = await cumulativeAmount(trx, locked.value, planned.value.plan.amount)
    const refund = await reserveRefund(trx, asked, number, planned.value.plan, now)
    const subject = refundNumber(refund)
    const data = { refund: refund.id, amount: String(refund.amount), reason: asked.reason }
    await record(trx, number, [{ kind: 'refund_requested', member: asked.member?.id, data }], now)
    const { amount: back, goods, shipping, surplus, restock } = refund
    const after = { amount: back, goods, shipping, surplus, restock }
    const { member, reason, via } = asked
    if (member) await audit(trx, { member: member.id, action: 'refund.requested', subject, after, reason, via }, now)

    const approval = await openApproval(
      trx,
      refundApproval,
      { subject, amount, member: member?.id ?? null, automatic: asked.unshipped, ...waits(settings) },
      settings,
      now,
    )
    if (approval.required > 0)
      await drawMessage(trx, jobs, { kind: 'refund.prompt', subject, channel: 'channel.approvals' })
    await settleApproval(trx, jobs, refund, approval, null, now)
    return ok(await refundDetails(trx, settings, refund, now, scope))
  })
}

const waits = (settings: Settings) => ({
  remindAfterHours: settings['refund.remind_after_hours'],
  expireAfterHours: settings['refund.expire_after_hours'],
})

async function orderMeant(
  db: Db,
  { order, member }: RefundAsked,
): Promise<Result<{ number: string; scope: string | null }>> {
  const missing = member && denied(member, 'refund.request')
  if (missing) return missing
  const scope = member && scopeOf(member, 'refund.request')
  const number = await orderNumbered(db, order, scope)
  return number ? ok({ number, scope }) : unknownOrder(db, order, scope)
}

async function plan(
  db: Db,
  order: Order,
  scope: string | null,
  { amount: text, member, shares }: RefundAsked & Pick<RefundRequest, 'shares'>,
) {
  const amount = text?.trim() ? parseAmount(text, order.currency) : ok(null)
  if (!amount.ok) return amount
  const methods = await readMethods(db)
  const source = await readRefundable(db, order, scope, methods)
  const planned = shares ? planShares(source, shares) : planRefund(source, amount.value)
  if (!planned.ok) return planned
  const refused = planned.value.parts.flatMap(({ method }) => mayNotRefund(member, methods, method) ?? [])
  return refused[0] ?? ok({ source, plan: planned.value })
}
