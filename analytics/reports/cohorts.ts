import { sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import { share } from './metrics.ts'
import type { ReportQuery, ReportRow } from './report.ts'
import { ordersOf } from './scope.ts'
import { spanOf } from './window.ts'

/**
 * The new customers of a window by the local month of their first order ever, and of each month after it up to the
 * window's end the share of them that ordered in it.
 */
export async function readCohorts(db: Db, { window, zone, merchant }: ReportQuery): Promise<ReportRow[]> {
  const { start, end } = spanOf(window, zone)
  const placed = ordersOf(db, merchant)
    .select(['customer_id', 'placed_at'])
    .where('placed_at', '>=', start)
    .where('placed_at', '<', end)
  const earlier = ordersOf(db, merchant)
    .select('number')
    .where(sql<boolean>`orders.customer_id = known.customer_id`)
    .where('placed_at', '<', start)
  // Months as a count, so that one can be taken from another.
  const { rows } = await sql<{ month: number; after: number; customers: bigint }>`
    with placed as (
      select customer_id, (extract(year from local) * 12 + extract(month from local) - 1)::integer as month
      from (select customer_id, placed_at at time zone ${zone} as local from ${placed} as orders) as orders
    ),
    known as (select customer_id, min(month) as month from placed group by customer_id),
    firsts as (select * from known where not exists ${earlier})
    select firsts.month, placed.month - firsts.month as after, count(distinct customer_id) as customers
    from firsts join placed using (customer_id) group by 1, 2 order by 1`.execute(db)
  const last = window.to.year * 12 + window.to.month - 1
  return [...Map.groupBy(rows, ({ month }) => month)].map(([month, counts]) => {
    const after = new Map(counts.map((row) => [row.after, row.customers]))
    const size = after.get(0) ?? 0n
    return {
      name: `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`,
      figures: { customers: size },
      again: Array.from({ length: last - month }, (_, at) => share(after.get(at + 1) ?? 0n, size) ?? 0),
    }
  })
}
