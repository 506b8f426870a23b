import { keepFavourite } from '../../../shop/favourites/save.ts'
import { freshDatabase } from '../../postgres.ts'
import { now, putOnSale, recordingJobs } from '../goods.ts'

/** Goods of two merchants, and short ways for customers to save them and to see what follows. */
export async function favouriteWorld() {
  const { db, close } = await freshDatabase()
  await putOnSale(db, { sku: 'TEA', nameZh: '绿茶', merchant: 'm1', price: 20_00n, onHand: 100 })
  for (const sku of ['CUP', 'POT', 'FAN']) await putOnSale(db, { sku, merchant: 'm2' })
  return {
    ...{ db, close, jobs: recordingJobs().jobs },
    /** Forgets what is saved, the notices of it, and the settings. */
    async begin(): Promise<void> {
      for (const table of ['favourites', 'customer_notices', 'settings'] as const) await db.deleteFrom(table).execute()
    },
    keep: (customer: string, sku: string, at = now, saved = true) =>
      db.transaction().execute((trx) => keepFavourite(trx, { customer, sku, saved }, at)),
    lists: () => db.selectFrom('favourites').selectAll().orderBy('customer_id').orderBy('sku').execute(),
    notices: () =>
      db.selectFrom('customer_notices').select(['customer_id', 'kind', 'sku', 'data']).orderBy('id').execute(),
  }
}
