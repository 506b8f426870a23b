import { afterAll, beforeAll, beforeEach } from 'vitest'
import { refresh } from '../../../analytics/rollups/refresh.ts'
import type { Database } from '../../../db/connect.ts'
import { type Order, removeOrder, writeOrder } from '../orders.ts'

/** `toMatchObject` takes any two instants for equal. */
const named = <R extends { bucket: Temporal.Instant }>(row: R) => ({ ...row, bucket: String(row.bucket) })

/** A database for the tests of one block, with no order in it when each begins; what is written is rolled up at once. */
export function rolledUp(open: () => Promise<Database>) {
  let database: Database
  beforeAll(async () => {
    database = await open()
  })
  afterAll(() => database.close())
  beforeEach(async () => {
    for (const { number } of await database.db.selectFrom('orders').select('number').execute())
      await removeOrder(database.db, number)
    await refresh(database.db)
  })
  return {
    db: () => database.db,

    /** Writes orders, and gives the rows of a merchant ('' for the shop) in order of time. */
    async sales(merchant: string, ...orders: Order[]) {
      for (const order of orders) await writeOrder(database.db, order)
      await refresh(database.db)
      const rows = database.db.selectFrom('sales_hours').selectAll().where('merchant_id', '=', merchant)
      return (await rows.orderBy('bucket').orderBy('currency').execute()).map(named)
    },

    async payments() {
      const rows = database.db.selectFrom('payment_hours').selectAll().orderBy('bucket').orderBy('method')
      return (await rows.execute()).map(named)
    },

    async inZone(zone: string) {
      const value = JSON.stringify(zone)
      await database.db
        .insertInto('settings')
        .values({ key: 'shop.timezone', value, updated_at: Temporal.Instant.fromEpochMilliseconds(0) })
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
        .execute()
    },
  }
}
