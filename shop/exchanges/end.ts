import type { Trx } from '../../db/tables/index.ts'
import type { Jobs } from '../jobs.ts'
import { type Acting, cancelOrder, whyNotCancel } from '../orders/cancel.ts'
import { lockOrder, type Order } from '../orders/record.ts'
import { refundCancelled } from '../refunds/cancelled.ts'
import { demand, ok, type Result, refuse } from '../result.ts'
import type { ReturnRow } from '../returns/find.ts'

/** The order of an exchange, locked, while it stands; null for a return, and where it was cancelled. */
export async function standingExchange(trx: Trx, { exchange_order }: ReturnRow): Promise<Order | null> {
  if (exchange_order === null) return null
  const order = demand(await lockOrder(trx, exchange_order))
  return order.status === 'cancelled' ? null : order
}

/**
 * Ends an exchange that comes to nothing: its order is cancelled, its goods are free, what was carried over goes back to
 * where it came from, and what the customer paid beside that is refunded. Refuses where its goods have left.
 */
export async function endExchange(
  trx: Trx,
  jobs: Jobs,
  row: ReturnRow,
  by: Acting,
  now: Temporal.Instant,
): Promise<Result<null>> {
  const order = await standingExchange(trx, row)
  if (!order) return ok(null)
  const { number } = order
  if (await whyNotCancel(trx, order)) return refuse('exchange.left', { number })
  const asked = { order: number, member: null, via: by.via, cause: 'exchange' } as const
  const cancelled = demand(await cancelOrder(trx, jobs, asked, now))
  const refunded = await refundCancelled(trx, jobs, cancelled, { ...by, automatic: by.member === null })
  return refunded.ok ? ok(null) : refunded
}
