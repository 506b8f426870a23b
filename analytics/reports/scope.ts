import type { Db } from '../../db/tables/index.ts'
import { type Filters, orderCounts } from '../../shop/orders/narrowing.ts'
import { orderRecords } from './records.ts'
import type { ReportQuery } from './report.ts'
import { reachesBack } from './slots.ts'

/** The orders that a report is about: all, or those that its filters leave. */
export const ordersOf = (db: Db, filters: Filters) => db.selectFrom('orders').where(orderCounts(filters, 'orders'))

/** Whether the history of the shop's orders, or of a merchant's, reaches back over the whole window before. */
export const hasPast = async (db: Db, query: ReportQuery): Promise<boolean> =>
  reachesBack(await orderRecords(db, query.filters.merchant ?? null), query)
