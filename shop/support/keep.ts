import type { Trx } from '../../db/tables/index.ts'
import type { Jobs } from '../jobs.ts'
import { drawMessage } from '../messages.ts'
import { unknownOrder } from '../orders/find.ts'
import { ok, type Result } from '../result.ts'

/** Who writes, by the storefront's ids, and the order that it is about. */
interface Saying {
  customer: string
  id: string
  order: string | null
}

/** Keeps what a customer writes and posts it to the support channel, once. Refuses an unknown order. */
export async function keepMessage(
  trx: Trx,
  jobs: Jobs,
  { customer, id, order, text }: Saying & { text: string },
  at: Temporal.Instant,
): Promise<Result<null>> {
  const unknown = await unknownTo(trx, order)
  if (unknown) return unknown
  const row = await trx
    .insertInto('customer_messages')
    .values({ customer_id: customer, id, order_number: order, text, at })
    .onConflict((conflict) => conflict.doNothing())
    .returning('seq')
    .executeTakeFirst()
  if (row)
    await drawMessage(trx, jobs, { kind: 'customer.message', subject: String(row.seq), channel: 'channel.support' })
  return ok(null)
}

/**
 * Keeps how content a customer is, the latest word of each rating, and posts it to the support channel, where a changed
 * one is redrawn. Refuses an unknown order.
 */
export async function keepRating(
  trx: Trx,
  jobs: Jobs,
  { customer, id, order, score, comment }: Saying & { score: number; comment: string | null },
  at: Temporal.Instant,
): Promise<Result<null>> {
  const unknown = await unknownTo(trx, order)
  if (unknown) return unknown
  const said = { order_number: order, score, comment, at }
  const row = await trx
    .insertInto('customer_ratings')
    .values({ customer_id: customer, id, ...said })
    .onConflict((conflict) =>
      conflict.columns(['customer_id', 'id']).doUpdateSet(said).where('customer_ratings.at', '<', at),
    )
    .returning('seq')
    .executeTakeFirst()
  if (row)
    await drawMessage(trx, jobs, { kind: 'customer.rating', subject: String(row.seq), channel: 'channel.support' })
  return ok(null)
}

async function unknownTo(trx: Trx, order: string | null) {
  if (order === null) return null
  const known = await trx.selectFrom('orders').select('number').where('number', '=', order).executeTakeFirst()
  return known ? null : unknownOrder(trx, order, null)
}
