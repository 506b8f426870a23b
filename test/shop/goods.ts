import type { Db, Trx } from '../../db/tables/index.ts'
import type { JobData, JobName, Jobs } from '../../shop/jobs.ts'

export const now = Temporal.Instant.from('2026-03-10T12:00:00Z')
export const hoursLater = (hours: number) => now.add({ hours })

/** A queue that only remembers what was queued, also by transactions that were rolled back. */
export function recordingJobs() {
  const added: { name: JobName; data: JobData[JobName]; key: string }[] = []
  const jobs: Jobs = {
    async add(_trx: Trx, name, data, key) {
      added.push({ name, data, key })
    },
  }
  return { jobs, added }
}

/** Puts a product on sale with its opening stock in the ledger; `onHand` null leaves it untracked. */
export async function putOnSale(
  db: Db,
  product: { sku: string; name?: string; nameZh?: string; price?: bigint; merchant?: string; onHand?: number | null },
): Promise<void> {
  const { sku, name = sku, nameZh = null, price = 10_00n, merchant = null, onHand = 100 } = product
  if (merchant)
    await db
      .insertInto('merchants')
      .values({ id: merchant, name: merchant })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  await db
    .insertInto('products')
    .values({ sku, name, name_zh: nameZh, price, currency: 'CNY', merchant_id: merchant, updated_at: now })
    .execute()
  if (onHand === null) return
  await db.insertInto('stock').values({ sku, on_hand: onHand, updated_at: now }).execute()
  await db
    .insertInto('stock_movements')
    .values({
      sku,
      key: 'opening',
      kind: 'opening',
      on_hand_change: onHand,
      reserved_change: 0,
      on_hand_after: onHand,
      reserved_after: 0,
      at: now,
    })
    .execute()
}
