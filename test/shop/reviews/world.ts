import type { Db } from '../../../db/tables/index.ts'
import { grantRole } from '../../../shop/access/members.ts'
import type { Jobs } from '../../../shop/jobs.ts'
import { placeOrder } from '../../../shop/orders/place.ts'
import { demand } from '../../../shop/result.ts'
import { lookUpReviews, oneReview, reviewQueue } from '../../../shop/reviews/list.ts'
import { postReview } from '../../../shop/reviews/post.ts'
import { readSettings } from '../../../shop/settings/read.ts'
import type { SettingKey } from '../../../shop/settings/registry.ts'
import { freshDatabase } from '../../postgres.ts'
import { now, putOnSale, recordingJobs } from '../goods.ts'
import { manager } from '../people.ts'

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

/** Goods and people of two merchants, orders to review, and short ways to see what became of a review. */
export async function reviewWorld() {
  const { db, close } = await freshDatabase()
  const { jobs, added } = recordingJobs()
  const size = { size: 10 }
  await putOnSale(db, { sku: 'TEA', name: 'Green Tea', nameZh: '绿茶', merchant: 'm1' })
  await putOnSale(db, { sku: 'CUP', name: 'Cup', merchant: 'm2' })
  await db.transaction().execute(async (trx) => {
    await grantRole(trx, { member: 'UWANG', role: 'merchant', merchant: 'm1', by: null, via: 'test' }, now)
    await grantRole(trx, { member: 'UWEI', role: 'merchant', merchant: 'm1', by: null, via: 'test' }, now)
    await grantRole(trx, { member: 'UHELPER', role: 'support', merchant: 'm2', by: null, via: 'test' }, now)
  })
  for (const number of ['A', 'B']) await ordered(db, jobs, number, ['TEA'])
  await ordered(db, jobs, 'MIXED', ['TEA', 'CUP'])
  return {
    ...{ db, close, jobs, added, size },
    /** Forgets all reviews and what followed from them. */
    async begin(): Promise<void> {
      for (const table of ['reviews', 'messages', 'settings', 'audit_log'] as const)
        await db.deleteFrom(table).execute()
      added.length = 0
    },
    asked: (review: string, member = manager) => ({ review, member, via: 'test' }),
    async one(ref: string) {
      const found = await oneReview(db, manager, ref)
      if (!found.ok) throw new Error(found.code)
      return found.value
    },
    async found(text: string, member = manager) {
      const list = await lookUpReviews(db, await readSettings(db), member, text, size)
      return list.ok ? list.value.page.rows.map(({ order, id }) => `${order}/${id}`) : list
    },
    async queued() {
      const page = await reviewQueue(db, manager, size)
      return page.ok ? page.value.rows.map(({ order, id }) => `${order}/${id}`) : page
    },
    told: () => db.selectFrom('messages').select(['kind', 'channel']).orderBy('key').execute(),
  }
}
