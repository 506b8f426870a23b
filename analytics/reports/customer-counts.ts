import { sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import { ordersOf } from './scope.ts'
import type { Stretches } from './slots.ts'

const counts = ['customers', 'returning_customers', 'repeat_customers'] as const

export type CustomerCounts = Record<(typeof counts)[number], bigint>

/**
 * Of each stretch of time: its distinct customers, those among them who had ordered before it, and those with two or more
 * orders up to its end. One look-up a customer of each stretch.
 */
export async function countCustomers(
  db: Db,
  { begins, within, slot }: Stretches,
  merchant: string | null,
): Promise<CustomerCounts[]> {
  const buyers = ordersOf(db, merchant)
    .select(['customer_id', slot('placed_at').as('slot')])
    .select(({ fn }) => [fn.min('placed_at').as('first'), fn.countAll<bigint>().as('orders')])
    .where(within('placed_at'))
    .groupBy(['customer_id', 'slot'])
  const known = db
    .selectFrom(buyers.as('buyers'))
    .select(['slot', 'orders'])
    // Between the beginning of a stretch and their first order in it they have none.
    .select(({ exists }) =>
      exists(
        ordersOf(db, merchant)
          .where(sql<boolean>`orders.customer_id = buyers.customer_id`)
          .where(sql<boolean>`orders.placed_at < buyers.first`),
      ).as('earlier'),
    )
    // Without it the planner looks once for each use.
    .offset(0)
  const rows = await db
    .selectFrom(known.as('known'))
    .select(({ fn, lit, or, eb }) => [
      'slot',
      fn.countAll<bigint>().as('customers'),
      fn.countAll<bigint>().filterWhere('earlier', '=', lit(true)).as('returning_customers'),
      fn
        .countAll<bigint>()
        .filterWhere(or([eb('earlier', '=', lit(true)), eb('orders', '>=', 2n)]))
        .as('repeat_customers'),
    ])
    .groupBy('slot')
    .execute()
  const bySlot = new Map(rows.map(({ slot, ...row }) => [slot, row]))
  return begins.map((_, slot) => bySlot.get(slot) ?? { customers: 0n, returning_customers: 0n, repeat_customers: 0n })
}
