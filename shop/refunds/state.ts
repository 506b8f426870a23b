import type { Selectable } from 'kysely'
import type { Tables, Trx } from '../../db/tables/index.ts'
import { refundStatusChanged } from '../callbacks/kinds/money.ts'
import { tellStorefront } from '../callbacks/tell.ts'
import { isCarried } from '../exchanges/method.ts'
import type { Jobs } from '../jobs.ts'
import { redrawMessages } from '../messages.ts'
import { toDecimal } from '../money.ts'
import { type OrderEvent, record } from '../orders/record.ts'
import { redrawQuestions, tellRequester } from './notice.ts'
import type { RefundState } from './states.ts'

export type { RefundState } from './states.ts'

export type Refund = Selectable<Tables['refunds']>

/** What a refund may become next. */
export const refundTransitions: Record<RefundState, readonly RefundState[]> = {
  requested: ['info_asked', 'rejected', 'expired', 'withdrawn', 'approved'],
  info_asked: ['requested', 'expired', 'withdrawn'],
  // What an exchange carries over to another order never reaches a provider.
  approved: ['submitted', 'succeeded', 'withdrawn'],
  submitted: ['succeeded', 'failed'],
  failed: ['submitted'],
  rejected: [],
  expired: [],
  withdrawn: [],
  succeeded: [],
}

const over: readonly RefundState[] = ['rejected', 'expired', 'withdrawn']

/** Whether a refund was decided against, or nobody decided: its money is free again. */
export const isOver = (state: RefundState): boolean => over.includes(state)

/** States in which no money is set aside for a refund and none has gone back by it as a whole. */
export const endedWithoutMoney: readonly RefundState[] = [...over, 'failed']

/** As people name a refund: 1042-R1. */
export const refundNumber = ({ order_number, id }: Pick<Refund, 'order_number' | 'id'>) => `${order_number}-${id}`

/** The order and refund in a number such as 1042-R1, in any case; null where it is none. */
export function parseRefundNumber(text: string): { order: string; refund: string } | null {
  const [, order, refund] = /^#?(.+)-(R\d{1,6})$/i.exec(text.trim()) ?? []
  return order && refund ? { order, refund: refund.toUpperCase() } : null
}

/**
 * Has the storefront told of the state that a refund is in now. Of what an exchange carries over no money goes back: news of
 * the exchange tells of it.
 */
export async function tellRefund(trx: Trx, refund: Refund, now: Temporal.Instant): Promise<void> {
  if (isCarried(refund)) return
  const { order_number: order, id, state, amount } = refund
  const { currency } = await trx
    .selectFrom('orders')
    .select('currency')
    .where('number', '=', order)
    .executeTakeFirstOrThrow()
  const told = { order, refund: id, status: state as RefundState, amount: toDecimal(amount, currency), currency }
  await tellStorefront(trx, refundStatusChanged, told, now)
}

/**
 * Takes a refund (of an order that the caller has locked) to its next state, tells the order's timeline, has every
 * message about it redrawn, and the requester told where money is to go back. Throws where the table of states forbids it: operations refuse before.
 */
export async function changeRefund(
  trx: Trx,
  jobs: Jobs,
  refund: Refund,
  to: RefundState,
  change: { event?: OrderEvent; decided_at?: Temporal.Instant; refunded_at?: Temporal.Instant },
  now: Temporal.Instant,
): Promise<void> {
  const { order_number, id, state } = refund
  if (!refundTransitions[state as RefundState].includes(to))
    throw new Error(`refund ${refundNumber(refund)} cannot go from ${state} to ${to}`)
  const { event, ...times } = change
  await trx
    .updateTable('refunds')
    .set({ state: to, ...times })
    .where('order_number', '=', order_number)
    .where('id', '=', id)
    .execute()
  await record(trx, order_number, event ? [event] : [], now)
  const number = refundNumber(refund)
  await tellRefund(trx, { ...refund, state: to }, now)
  await redrawMessages(trx, jobs, 'refund.prompt', number)
  if (state === 'info_asked') await redrawQuestions(trx, jobs, number)
  const requester = isCarried(refund) ? null : refund.requested_by
  await tellRequester(trx, jobs, { number, requester, state: to }, now)
}
