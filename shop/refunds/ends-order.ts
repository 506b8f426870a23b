import type { Db, Trx } from '../../db/tables/index.ts'
import type { Jobs } from '../jobs.ts'
import { cancelOrder, whyNotCancel } from '../orders/cancel.ts'
import { sendNoMore } from '../orders/not-send.ts'
import { lockOrder, type Order } from '../orders/record.ts'
import { demand } from '../result.ts'
import { undecidedStates } from './states.ts'

/** What a refund ends: the whole order, of which nothing has left, or the rest of one of which something has. */
export type Ending = 'order' | 'rest'

/**
 * What of its order a refund ends, if anything: that is where with it all that was paid goes back, by refunds that were
 * agreed to. `refund`: by its id one that was requested; `amount`: of one that is only thought of.
 */
export async function endingOf(
  db: Db,
  order: Order,
  { refund = '', amount = 0n }: { refund?: string; amount?: bigint },
): Promise<Ending | null> {
  const { number, captured, refunded, refund_reserved } = order
  if (captured === 0n || captured - refunded - refund_reserved !== amount) return null
  const undecided = await db
    .selectFrom('refunds')
    .select('id')
    .where('order_number', '=', number)
    .where('state', 'in', undecidedStates)
    .where('id', '<>', refund)
    .executeTakeFirst()
  if (undecided) return null
  const why = await whyNotCancel(db, order)
  return why === null ? 'order' : why.code === 'order.partly_shipped' ? 'rest' : null
}

/** Ends what is left of an order (locked by the caller) whose money is all on its way back, which frees its goods; no other. */
export async function endRefundedOrder(trx: Trx, jobs: Jobs, number: string, now: Temporal.Instant): Promise<void> {
  const order = demand(await lockOrder(trx, number))
  const ending = await endingOf(trx, order, {})
  if (ending === 'rest') return sendNoMore(trx, jobs, order, now)
  if (ending === 'order')
    demand(await cancelOrder(trx, jobs, { order: number, member: null, via: 'refund', cause: 'refunded' }, now))
}
