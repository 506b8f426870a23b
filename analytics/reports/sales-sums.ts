import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import { isWhole } from '../../shop/orders/narrowing.ts'
import { salesColumns, salesOf } from '../rollups/sales.ts'
import type { Sums } from './metrics.ts'
import type { ReportQuery } from './report.ts'
import { bucketsOfOrders, slots } from './slots.ts'

export const counts = ['orders_placed', 'orders_cancelled', 'orders_paid', 'units'] as const
export const charges = [
  'gross_sales',
  'discounts',
  'cancellations',
  'returns',
  'shipping',
  'tax',
  'shipping_refunds',
] as const
export const columns = [...counts, ...charges]

/** Sales by bucket and currency, of days where they will do: the shop's only are kept so. */
export async function readSalesSums(db: Db, query: ReportQuery) {
  const { within, slot } = slots(query)
  const { filters, by, isRolledUp } = query
  const sales = isWhole(filters) && isRolledUp && by !== 'hour' ? sql.table('sales_days') : salesIn(query)
  const { rows } = await sql<SalesSums>`
    select ${slot('bucket')} as slot, currency, ${sql.join(
      [...columns, ...charges.map((column) => `own_${column}`)].map(
        (column) => sql`sum(${sql.ref(column)})::bigint as ${sql.ref(column)}`,
      ),
    )}
    from ${sales} where merchant_id = ${filters.merchant ?? ''} and ${within('bucket')} group by slot, currency order by currency`.execute(
    db,
  )
  return rows
}

type SalesSums = Sums<(typeof columns)[number] | `own_${(typeof charges)[number]}`> & { slot: number; currency: string }

/**
 * The sales of a query, of all it is about ('') and of each merchant: of the rollup, or of the orders themselves where it is
 * cut down otherwise than to a merchant, or goes by other clocks. A rollup by all filters at once would have as many rows as
 * orders have lines.
 */
export function salesIn(query: ReportQuery): RawBuilder<unknown> {
  const { merchant: _, ...others } = query.filters
  if (isWhole(others) && query.isRolledUp) return sql.table('sales_hours')
  return sql`(${salesOf(bucketsOfOrders(slots(query)), query.filters)}) as counted (${salesColumns})`
}
