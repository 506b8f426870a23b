import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import { type Filters, orderCounts, regionMatches } from '../../shop/orders/narrowing.ts'
import type { RollupTable } from '../rollups/rollup.ts'
import { orderRecords } from './records.ts'
import type { ReportQuery } from './report.ts'
import { reachesBack } from './slots.ts'

/** Rows of a rollup that tells regions apart: all, or those of a region and of what lies in it. */
export const ofRegion = (table: RollupTable, region: string | undefined): RawBuilder<unknown> =>
  region === undefined
    ? sql.table(table)
    : sql`(select * from ${sql.table(table)} where ${regionMatches(region, 'region')}) as counted`

type OfTime = (time: string) => RawBuilder<boolean>

/** The orders that a report is about: all, or those that its filters leave; of some time where that is said. */
export const ordersOf = (db: Db, filters: Filters, placed?: OfTime) =>
  db
    .selectFrom('orders')
    .where(orderCounts(filters, 'orders', placed))
    .where(placed?.('orders.placed_at') ?? sql<boolean>`true`)

/** Whether the history of the shop's orders, or of a merchant's, reaches back over the whole window before. */
export const hasPast = async (db: Db, query: ReportQuery): Promise<boolean> =>
  reachesBack(await orderRecords(db, query.filters.merchant ?? null), query)
