import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import { isWhole } from '../../shop/orders/narrowing.ts'
import { share } from './metrics.ts'
import type { ReportQuery, ReportRow } from './report.ts'
import { ordersOf } from './scope.ts'
import { bucketsOf } from './series.ts'
import { slotAmong, windowOnly } from './slots.ts'
import { spanOf } from './window.ts'

/**
 * The new customers of a window by the local month of their first order ever, and of each month after it up to the
 * window's end the share of them that ordered in it.
 */
export async function readCohorts(db: Db, query: ReportQuery): Promise<ReportRow[]> {
  const months = bucketsOf(query.window, 'month', query.zone, 'previous')
  const monthOf = (instant: string) =>
    slotAmong(
      months.map(({ start }) => start),
      instant,
    )
  const counts = isWhole(query.filters) && query.isRolledUp ? ofShop(query, monthOf) : ofSome(db, query, monthOf)
  const { rows } = await sql<{ month: number; after: number; customers: bigint }>`${counts}`.execute(db)
  return [...Map.groupBy(rows, ({ month }) => month)].map(([month, counted]) => {
    const after = new Map(counted.map((row) => [row.after, row.customers]))
    const size = after.get(0) ?? 0n
    return {
      name: months[month]?.label.slice(0, 'YYYY-MM'.length) ?? '',
      figures: { customers: size },
      again: Array.from({ length: months.length - 1 - month }, (_, at) => share(after.get(at + 1) ?? 0n, size) ?? 0),
    }
  })
}

type MonthOf = (instant: string) => RawBuilder<number>

/** A customer's first day in each month is the one with no other before it there. */
function ofShop({ window, zone }: ReportQuery, monthOf: MonthOf): RawBuilder<unknown> {
  const { start, end } = spanOf(window, zone)
  return sql`
    select month, ordered - month as after, count(*) as customers
    from (
      select ${monthOf('first')} as month, ${monthOf('bucket')} as ordered, ${monthOf('previous')} as before
      from customer_days where bucket >= ${start} and bucket < ${end} and first >= ${start}
    ) as days
    where before is null or before < ordered group by 1, 2 order by 1`
}

function ofSome(db: Db, query: ReportQuery, monthOf: MonthOf): RawBuilder<unknown> {
  const { window, zone, filters } = query
  const { start } = spanOf(window, zone)
  const ordered = ordersOf(db, filters, windowOnly(query).within)
    .select(['customer_id', monthOf('placed_at').as('ordered')])
    .distinct()
  const earlier = ordersOf(db, filters)
    .select('number')
    .where(sql<boolean>`orders.customer_id = known.customer_id`)
    .where('placed_at', '<', start)
  // Joined to the customers that are new, whose number no planner foresees, the months would be read once for each.
  return sql`
    select month, ordered - month as after, count(*) as customers
    from (
      select customer_id, ordered, min(ordered) over (partition by customer_id) as month from (${ordered}) as months
    ) as known
    where not exists ${earlier} group by 1, 2 order by 1`
}
