import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import { shipsLate } from '../../shop/orders/late.ts'
import { type Filters, lineMatches, orderMatches, orderOfMatches } from '../../shop/orders/narrowing.ts'
import type { Sums } from './metrics.ts'
import type { ReportQuery } from './report.ts'
import { salesIn } from './sales-sums.ts'
import { slots, windowOnly } from './slots.ts'

export const merchantSums = [
  ...(['orders_placed', 'orders_cancelled', 'due_shipments', 'late'] as const),
  ...(['gross_sales', 'returns', 'reviews', 'stars', 'exceptions'] as const),
] as const
const columns = [...merchantSums, 'unanswered'] as const
type Column = (typeof columns)[number]

/** Orders, sales, reviews and exceptions of merchants in the query's buckets. A mixed order, or a review of one, counts once. */
export async function readMerchantBuckets(db: Db, query: ReportQuery) {
  const { slot, within } = slots(query)
  const { line, order, sale, review, exception } = whatCounts(query.filters)
  const whole = sql`merchant_id = ${query.filters.merchant ?? ''}`
  const { rows } = await sql<Sums<Column> & { slot: number }>`
    select key as slot, ${sums} from (
      select ${slot('bucket')}, ${adding({ ...onlyOf(sold, sale), ...onlyOf(sent, whole) })} from ${salesIn(query)}
      where ${within('bucket')} and (${sale} or ${whole})
      union all
      select ${slot('placed_at')}, ${adding(overdue)} from orders
      where ${within('placed_at')} and ${order} and ${isOverdue(query)} and exists (
        select from order_items as item where item.order_number = number and ${line})
      union all
      select ${slot('review.at')}, ${adding(rated)} from reviews as review
      where ${within('review.at')} and ${review} and exists (select from order_items as item where ${isReviewed} and ${line})
      union all
      select ${slot('opened_at')}, ${adding(excepted)} from order_exceptions as exception
      where ${within('opened_at')} and ${exception}
    ) as facts (key, ${names}) group by key`.execute(db)
  return rows
}

/**
 * The same of the window by merchant: a mixed order, or a review of one, counts for each of its merchants. `unanswered`:
 * exceptions whose answer is waited for now.
 */
export async function readMerchants(db: Db, query: ReportQuery) {
  const { within } = windowOnly(query)
  const { line, order, sale, review, exception } = whatCounts(query.filters)
  const { rows } = await sql<Sums<Column> & { merchant: string; name: string | null }>`
    select key as merchant, min(merchants.name) as name, ${sums} from (
      select merchant_id, ${adding({ ...sold, ...sent })} from ${salesIn(query)} where ${within('bucket')} and ${sale}
      union all
      select merchant_id, ${adding(overdue)} from (
        select distinct merchant_id, number from orders join order_items as item on item.order_number = number
        where ${within('placed_at')} and ${order} and ${isOverdue(query)} and ${line}
      ) as held
      union all
      select merchant_id, ${adding(rated)} from (
        select distinct merchant_id, review.order_number, review.id, rating
        from reviews as review join order_items as item on ${isReviewed}
        where ${within('review.at')} and ${review} and ${line}
      ) as reviewed
      union all
      select merchant_id, ${adding(excepted)} from order_exceptions as exception where ${within('opened_at')} and ${exception}
      union all
      select merchant_id, ${adding(waiting)} from order_exceptions as exception
      where closed_at is null and answered_at is null and answer_by is not null and ${exception}
    ) as facts (key, ${names}) left join merchants on merchants.id = key group by key`.execute(db)
  return rows
}

const names = sql.join(columns.map(sql.ref))
const sums = sql.join(columns.map((column) => sql`coalesce(sum(${sql.ref(column)}), 0)::bigint as ${sql.ref(column)}`))

/** What a row adds to the sums: nothing to those that are not named. */
type Adds = Readonly<Partial<Record<Column, RawBuilder<unknown>>>>
const adding = (adds: Adds) => sql.join(columns.map((column) => adds[column] ?? sql`0`))
/** The same of some rows, and nothing of the others. */
const onlyOf = (adds: Adds, rows: RawBuilder<unknown>): Adds =>
  Object.fromEntries(
    Object.entries(adds).map(([column, sum]) => [column, sql`case when ${rows} then ${sum} else 0 end`]),
  )

const sold: Adds = { gross_sales: sql.ref('gross_sales'), returns: sql.ref('returns') }
const sent: Adds = {
  ...{ orders_placed: sql.ref('merchant_orders'), orders_cancelled: sql.ref('merchant_cancelled') },
  ...{ due_shipments: sql.ref('sent'), late: sql.ref('sent_late') },
}
const overdue: Adds = { due_shipments: sql`1`, late: sql`1` }
const rated: Adds = { reviews: sql`1`, stars: sql.ref('rating') }
const excepted: Adds = { exceptions: sql`1` }
const waiting: Adds = { unanswered: sql`1` }

/** An order that has not left and is past its deadline is late as well; one whose deadline is yet to come is not looked at. */
const isOverdue = ({ asOf }: ReportQuery) => sql`${shipsLate(asOf)} and shipped_at is null`

const isReviewed = sql`item.order_number = review.order_number and (review.sku is null or item.sku = review.sku)`

/** What counts of each kind under filters: what is of a merchant, or is about such an order. */
function whatCounts(filters: Filters) {
  const line = sql`item.merchant_id <> '' and ${lineMatches(filters, 'item')}`
  return {
    line,
    order: orderMatches(filters, 'orders'),
    sale: filters.merchant === undefined ? sql`merchant_id <> ''` : sql`merchant_id = ${filters.merchant}`,
    review: orderOfMatches(filters, 'review.order_number'),
    exception: sql`merchant_id <> '' and ${orderOfMatches(filters, 'exception.order_number')} and exists (
      select from order_items as item where item.order_number = exception.order_number
        and item.merchant_id = exception.merchant_id and ${line})`,
  }
}
