import type { Db, Trx } from '../../db/tables/index.ts'
import type { Jobs } from '../jobs.ts'
import { cancelOrder, whyNotCancel } from '../orders/cancel.ts'
import { lockOrder, type Order } from '../orders/record.ts'
import { demand } from '../result.ts'

/**
 * Whether a refund ends its order: nothing has left, and with it all that was paid goes back, by refunds that were
 * agreed to. `refund`: by its id one that was requested; `amount`: of one that is only thought of.
 */
export async function endsOrder(
  db: Db,
  order: Order,
  { refund = '', amount = 0n }: { refund?: string; amount?: bigint },
): Promise<boolean> {
  const { number, captured, refunded, refund_reserved } = order
  if (captured === 0n || captured - refunded - refund_reserved !== amount) return false
  const undecided = await db
    .selectFrom('refunds')
    .select('id')
    .where('order_number', '=', number)
    .where('state', 'in', ['requested', 'info_asked'])
    .where('id', '<>', refund)
    .executeTakeFirst()
  return !undecided && (await whyNotCancel(db, order)) === null
}

/** Cancels an order (locked by the caller) whose money is all on its way back, which frees its goods; no other. */
export async function cancelRefunded(trx: Trx, jobs: Jobs, number: string, now: Temporal.Instant): Promise<void> {
  if (!(await endsOrder(trx, demand(await lockOrder(trx, number)), {}))) return
  demand(await cancelOrder(trx, jobs, { order: number, member: null, via: 'refund', cause: 'refunded' }, now))
}
