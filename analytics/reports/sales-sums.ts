import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import { isWhole } from '../../shop/orders/narrowing.ts'
import { salesColumns, salesOf } from '../rollups/sales-of.ts'
import type { Sums } from './metrics.ts'
import type { ReportQuery } from './report.ts'
import { asBuckets, slots } from './slots.ts'

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
  const { merchant = '' } = query.filters
  const isKept = areKept(query)
  const kept = sql.table(merchant === '' && query.by !== 'hour' ? 'sales_days' : 'sales_hours')
  const { rows } = await sql<SalesSums>`
    select ${slot('bucket')} as slot, currency, ${sql.join(
      [...columns, ...charges.map((column) => `own_${column}`)].map(
        (column) => sql`sum(${sql.ref(column)})::bigint as ${sql.ref(column)}`,
      ),
    )}
    from ${isKept ? kept : ofOrders(query, 'whole')} where merchant_id = ${isKept ? merchant : ''} and ${within('bucket')}
    group by slot, currency order by currency`.execute(db)
  return rows
}

type SalesSums = Sums<(typeof columns)[number] | `own_${(typeof charges)[number]}`> & { slot: number; currency: string }

/** The sales of a query, of all it is about ('') and of each merchant. */
export const salesIn = (query: ReportQuery): RawBuilder<unknown> =>
  areKept(query) ? sql.table('sales_hours') : ofOrders(query, 'each')

/**
 * Whether the rollup has them: not where they are cut down otherwise than to a merchant, or go by other clocks. Rows by category,
 * region and method besides would be one for every few lines, in each refresh, and still answer no two filters at once; and the
 * customers among them, who do not add up, were to be counted of the orders anyway.
 */
function areKept({ filters: { merchant: _, ...others }, isRolledUp }: ReportQuery): boolean {
  return isWhole(others) && isRolledUp
}

const ofOrders = (query: ReportQuery, whose: 'each' | 'whole') =>
  sql`(${salesOf(asBuckets(slots(query)), query.filters, whose)}) as counted (${salesColumns})`
