import { sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import { shipDeadline } from '../../shop/orders/late.ts'
import { lineMatches, orderMatches, orderOfMatches } from '../scope.ts'
import type { Sums } from './metrics.ts'
import type { ReportQuery } from './report.ts'
import { salesIn } from './sales-sums.ts'
import { slots, spansOf } from './slots.ts'

const ofOrders = ['orders_placed', 'orders_cancelled', 'gross_sales', 'returns', 'due', 'late'] as const
export const merchantSums = [...ofOrders, 'reviews', 'stars', 'exceptions'] as const

/** What is counted of merchants' goods: in all of a bucket, or over the window of one merchant. */
type Fact = Sums<(typeof merchantSums)[number] | 'unanswered'> & {
  readonly slot: number | null
  readonly merchant: string | null
  readonly name: string | null
}

/**
 * Merchants' orders, sales, reviews and exceptions in the query's buckets, by bucket, and of its window by merchant. A mixed
 * order or a review of one counts for each of its merchants, and once in a bucket. An order is late that left after its
 * deadline, or has not left and is past it; one whose deadline is yet to come is not looked at, nor one that left no one
 * knows when. `unanswered`: exceptions whose answer is waited for now, by merchant only.
 */
export async function readMerchantFacts(db: Db, query: ReportQuery): Promise<Fact[]> {
  const { filters, asOf } = query
  const { within, slot } = slots(query)
  const [, { start }] = spansOf(query)
  const lines = sql`
    select distinct merchant_id from order_items as item where merchant_id <> '' and ${lineMatches(filters, 'item')}`
  const excepted = sql`merchant_id <> '' and ${orderOfMatches(filters, 'exception.order_number')}
    and exists (${lines} and item.order_number = exception.order_number and item.merchant_id = exception.merchant_id)`
  const ofMerchants = filters.merchant === undefined ? sql`merchant_id <> ''` : sql`merchant_id = ${filters.merchant}`
  const placed = (time: string) => sql`${slot(time)} as slot, ${sql.ref(time)} >= ${start} as now`
  const sums = sql.join(
    [...merchantSums, 'unanswered'].map((sum) => sql`coalesce(sum(${sql.ref(sum)}), 0)::bigint as ${sql.ref(sum)}`),
  )
  const sent = sql`shipped_at is not null or status in ('paid', 'processing') and ${shipDeadline} < ${asOf}`
  const { rows } = await sql<Fact>`
    with ordered as (
      select ${placed('placed_at')}, merchant_id, row_number() over (partition by number) as nth,
        (status = 'cancelled')::int as orders_cancelled,
        (status <> 'cancelled' and (${sent}) and ${shipDeadline} is not null)::int as due,
        (status <> 'cancelled' and (${sent}) and ${shipDeadline} < coalesce(shipped_at, ${asOf}))::int as late
      from orders cross join lateral
        (${lines} and item.order_number = number) as lines
      where ${within('placed_at')} and ${orderMatches(filters, 'orders')}
    ),
    rated as (
      select ${placed('review.at')}, merchant_id, rating, row_number() over (partition by review.order_number, review.id) as nth
      from reviews as review cross join lateral
        (${lines} and item.order_number = review.order_number and (review.sku is null or item.sku = review.sku)) as lines
      where ${within('review.at')} and ${orderOfMatches(filters, 'review.order_number')}
    ),
    facts (slot, now, merchant_id, nth, orders_placed, orders_cancelled, due, late, gross_sales, returns, reviews, stars,
      exceptions, unanswered) as (
      select slot, now, merchant_id, nth, 1, orders_cancelled, due, late, 0, 0, 0, 0, 0, 0 from ordered
      union all
      select ${placed('bucket')}, merchant_id, 1, 0, 0, 0, 0, gross_sales, returns, 0, 0, 0, 0
      from ${salesIn(query)} where ${ofMerchants} and ${within('bucket')}
      union all
      select slot, now, merchant_id, nth, 0, 0, 0, 0, 0, 0, 1, rating, 0, 0 from rated
      union all
      select ${placed('opened_at')}, merchant_id, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0
      from order_exceptions as exception where ${excepted} and ${within('opened_at')}
      union all
      select null, true, merchant_id, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1 from order_exceptions as exception
      where ${excepted} and closed_at is null and answered_at is null and answer_by is not null
    )
    select slot, null as merchant, null as name, ${sums} from facts where nth = 1 and slot is not null group by slot
    union all
    select null, merchant_id, min(merchants.name), ${sums}
    from facts left join merchants on merchants.id = merchant_id where now group by merchant_id`.execute(db)
  return rows
}
