import type { Db } from '../../db/tables/index.ts'

/** Something that a customer said, with what they are called where that is known. */
export interface Said {
  readonly customer: string
  readonly name: string | null
  readonly order: string | null
  readonly at: Temporal.Instant
}

/** The rating that a post of kind `customer.rating` is about. */
export async function customerRating(
  db: Db,
  seq: string,
): Promise<(Said & { score: number; comment: string | null }) | null> {
  const row = await db
    .selectFrom('customer_ratings as said')
    .leftJoin('customers', 'customers.id', 'said.customer_id')
    .select(['said.customer_id as customer', 'customers.name', 'said.order_number as order', 'said.at'])
    .select(['said.score', 'said.comment'])
    .where('said.seq', '=', BigInt(seq))
    .executeTakeFirst()
  return row ?? null
}
