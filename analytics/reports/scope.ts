import type { Db } from '../../db/tables/index.ts'
import type { ReportQuery } from './report.ts'
import { reachesBack } from './slots.ts'

/** The orders that a report is about: all, or those with a line of its merchant. */
export const ordersOf = (db: Db, merchant: string | null) =>
  db
    .selectFrom('orders')
    .$if(merchant !== null, (query) =>
      query.where(({ exists, selectFrom }) =>
        exists(
          selectFrom('order_items')
            .where('merchant_id', '=', merchant)
            .whereRef('order_items.order_number', '=', 'orders.number'),
        ),
      ),
    )

/** Whether the history of the shop's orders, or of a merchant's, reaches back over the whole window before. */
export async function hasPast(db: Db, query: ReportQuery): Promise<boolean> {
  const first = await db
    .selectFrom('sales_hours')
    .select('bucket')
    .where('merchant_id', '=', query.merchant ?? '')
    .orderBy('bucket')
    .limit(1)
    .executeTakeFirst()
  return reachesBack(first?.bucket, query)
}
