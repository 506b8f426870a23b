import { sql } from 'kysely'
import type { Trx } from '../../db/tables/index.ts'

/** Money of one payment of an order. */
export interface PaymentShare {
  payment: string
  amount: bigint
}

const steps = {
  reserve: { reserved: 1n, refunded: 0n },
  free: { reserved: -1n, refunded: 0n },
  pay: { reserved: -1n, refunded: 1n },
}

/**
 * Sets money aside for a refund, frees it, or counts it as paid back: on each payment and on the order, whose row the
 * caller holds. The database's own checks keep reserved and refunded money within what was captured.
 */
export async function countMoney(
  trx: Trx,
  order: string,
  step: keyof typeof steps,
  shares: readonly PaymentShare[],
): Promise<void> {
  const { reserved, refunded } = steps[step]
  const change = (amount: bigint) => ({
    refund_reserved: sql<bigint>`refund_reserved + ${reserved * amount}`,
    refunded: sql<bigint>`refunded + ${refunded * amount}`,
  })
  for (const { payment, amount } of shares)
    await trx
      .updateTable('payments')
      .set(change(amount))
      .where('order_number', '=', order)
      .where('id', '=', payment)
      .execute()
  const total = shares.reduce((sum, { amount }) => sum + amount, 0n)
  await trx.updateTable('orders').set(change(total)).where('number', '=', order).execute()
}
