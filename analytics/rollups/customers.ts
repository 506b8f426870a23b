import { type RawBuilder, sql } from 'kysely'
import type { Db, Trx } from '../../db/tables/index.ts'
import { localDays } from '../local-days.ts'
import { type Stretch, stretchesFrom } from '../stretches.ts'
import { instants } from './instants.ts'
import type { Part, Rollup } from './rollup.ts'

/** Customers a statement, and about so many orders a part of a rebuild. */
const batch = 20_000

/**
 * The days on which customers of the shop ordered, each with the day before it on which they did: so those who ordered in
 * a window are its rows of whom none lies in it before, and whoever came back is one of these with an earlier day.
 * A mark names the customer, whose days are computed anew all together.
 */
export const customers: Rollup = {
  name: 'customers',
  tables: { customer_days: ['customer_id', 'bucket'] },

  async refresh(trx, marks, zone) {
    const keys = [...new Set(marks.map(({ key }) => key ?? ''))]
    const days = keys.length > 0 ? await daysOfOrders(trx, zone) : []
    for (let from = 0; from < keys.length; from += batch) {
      const some = keys.slice(from, from + batch)
      const them = sql<boolean>`customer_id = any(${some}::text[])`
      await trx.deleteFrom('customer_days').where(them).execute()
      await fill(trx, days, them)
    }
    return keys.length
  },

  /** Whoever ordered in some of the days ordered on others too: always all of it. */
  async parts(db, _range, zone): Promise<Part[]> {
    const { rows } = await sql<{ first: string }>`
      with recursive bounds (first) as (
        select min(customer_id) from orders
        union all
        select (select customer_id from orders where customer_id > first order by customer_id offset ${sql.lit(batch)} limit 1)
        from bounds where first is not null
      )
      select first from bounds where first is not null`.execute(db)
    // One also where nobody ordered: so that nothing stays of whoever did.
    const begins = rows.length > 0 ? rows : [{ first: '' }]
    return begins.map(({ first }, at) => {
      const next = begins[at + 1]?.first
      const from = at === 0 ? sql`true` : sql`customer_id >= ${first}`
      const scope = next === undefined ? sql<boolean>`${from}` : sql<boolean>`${from} and customer_id < ${next}`
      return { name: first, scope, fill: async (trx) => fill(trx, await daysOfOrders(trx, zone), scope) }
    })
  },
}

/** Every day from the first to the last order. */
async function daysOfOrders(db: Db, zone: string): Promise<Stretch[]> {
  const { first, last } = await db
    .selectFrom('orders')
    .select(({ fn }) => [fn.min('placed_at').as('first'), fn.max('placed_at').as('last')])
    .executeTakeFirstOrThrow()
  return first && last ? stretchesFrom(first, last.add({ nanoseconds: 1 }), localDays(zone)) : []
}

/** Adds the rows of some customers. An order that came after the days were looked up, and is of none of them, has a mark. */
async function fill(trx: Trx, days: readonly Stretch[], them: RawBuilder<boolean>): Promise<void> {
  const begins = instants(days.map(({ bucket }) => bucket))
  await sql`
    insert into customer_days (customer_id, bucket, first, previous, earlier, orders)
    select customer_id, bucket, min(bucket) over them, lag(bucket) over them,
      coalesce(sum(orders) over (them rows between unbounded preceding and 1 preceding), 0), orders
    from (
      select customer_id, (${begins})[width_bucket(placed_at, ${begins})] as bucket, count(*) as orders
      from orders
      where ${them} and placed_at >= ${days[0]?.bucket ?? null} and placed_at < ${days.at(-1)?.until ?? null}
      group by 1, 2
    ) as days
    window them as (partition by customer_id order by bucket)`.execute(trx)
}
