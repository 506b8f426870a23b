import type { Db } from '../../../db/tables/index.ts'
import type { Jobs } from '../../../shop/jobs.ts'
import { placeOrder } from '../../../shop/orders/place.ts'
import { demand } from '../../../shop/result.ts'
import { postReview } from '../../../shop/reviews/post.ts'
import type { SettingKey } from '../../../shop/settings/registry.ts'
import { now } from '../goods.ts'

/** A customer's order of these goods. */
export async function ordered(db: Db, jobs: Jobs, number: string, skus: readonly string[], customer = 'c1') {
  const items = skus.map((sku) => ({ sku, quantity: 1 }))
  demand(await placeOrder(db, jobs, { number, customer: { id: customer, name: 'Lin Wei' }, items }, now))
}

/** A customer's word about an order that is there. */
export const posted = (
  db: Db,
  jobs: Jobs,
  ref: string,
  rating: number,
  {
    sku = null,
    comment = null,
    at = now,
  }: { sku?: string | null; comment?: string | null; at?: Temporal.Instant } = {},
): Promise<void> => {
  const [order = '', id = ''] = ref.split('/')
  return db.transaction().execute((trx) => postReview(trx, jobs, { order, id, sku, rating, comment }, at))
}

/** Puts a setting in force. */
export const setTo = (db: Db, key: SettingKey, value: unknown) =>
  db
    .insertInto('settings')
    .values({ key, value: JSON.stringify(value), updated_at: now })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: JSON.stringify(value) }))
    .execute()
