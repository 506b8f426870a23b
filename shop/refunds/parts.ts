import type { Trx } from '../../db/tables/index.ts'
import type { Jobs } from '../jobs.ts'
import { countMoney } from './counters.ts'
import type { Refund } from './state.ts'

/** The parts of a refund, one a payment. */
export const partsOf = (trx: Trx, { order_number, id }: Pick<Refund, 'order_number' | 'id'>) =>
  trx
    .selectFrom('refund_parts')
    .selectAll()
    .where('order_number', '=', order_number)
    .where('refund_id', '=', id)
    .orderBy('payment_id')
    .execute()

/** Queues what has not been handed to its provider. Jobs of one order run one after the other. */
export async function queueParts(trx: Trx, jobs: Jobs, refund: Refund): Promise<void> {
  const { order_number: order, id } = refund
  for (const { payment_id: payment, state } of await partsOf(trx, refund))
    if (state === 'waiting') await jobs.add(trx, 'refund.submit', { order, refund: id, payment }, order)
}

/** Frees the money of a refund that will not happen. */
export async function freeParts(trx: Trx, refund: Refund): Promise<void> {
  const parts = await partsOf(trx, refund)
  const shares = parts.map(({ payment_id, amount }) => ({ payment: payment_id, amount }))
  await countMoney(trx, refund.order_number, 'free', shares)
}
