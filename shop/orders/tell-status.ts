import type { Trx } from '../../db/tables/index.ts'
import { orderStatusChanged } from '../callbacks/kinds/orders.ts'
import { tellStorefront } from '../callbacks/tell.ts'
import type { Order } from './record.ts'
import type { OrderStatus } from './status.ts'

/** Has the storefront told where an order has another status than before. */
export async function tellStatus(trx: Trx, before: Order, after: Order, now: Temporal.Instant): Promise<void> {
  if (before.status === after.status) return
  const [status, previous] = [after.status as OrderStatus, before.status as OrderStatus]
  await tellStorefront(trx, orderStatusChanged, { order: after.number, status, previous }, now)
}
