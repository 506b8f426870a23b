import type { Trx } from '../../db/tables/index.ts'
import type { Jobs } from '../jobs.ts'
import { holdOrder } from '../orders/hold.ts'
import { lockOrder } from '../orders/record.ts'
import { ok, type Result } from '../result.ts'
import { leftToReturn } from './held.ts'
import { requestReturn } from './request.ts'

const CUSTOMER = { member: null, via: 'storefront' } as const

/**
 * What becomes of an order that its customer wants to cancel too late: whatever of it has left and was not asked back yet is
 * asked back, and what has not left is held, for somebody to decide. `id`: of the customer's request; again changes nothing.
 */
export async function returnInstead(
  trx: Trx,
  jobs: Jobs,
  { order, id, reason }: { order: string; id: string; reason: string },
  now: Temporal.Instant,
): Promise<Result<unknown>> {
  const locked = await lockOrder(trx, order)
  if (!locked.ok) return locked
  const left = await leftToReturn(trx, order)
  const lines = [...left].map(([line, quantity]) => ({ line, quantity })).filter(({ quantity }) => quantity > 0)
  const asked = { ...CUSTOMER, order, id, kind: 'return', lines, reason } as const
  const returned = lines.length > 0 ? await requestReturn(trx, jobs, asked, now) : ok(null)
  if (!returned.ok || locked.value.status !== 'processing') return returned
  return holdOrder(trx, { ...CUSTOMER, order, reason: 'customer_cancels' }, now)
}
