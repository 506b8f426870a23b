import type { Insertable } from 'kysely'
import type { Tables, Trx } from '../../db/tables/index.ts'
import { normalCode } from '../promotions/coupons/code.ts'

/** The sample shop's promotions as their forms hold them; amounts are in whole units of its currency. */
const promotions: { code: string; type: string; rule: Record<string, string>; terms: Record<string, string> }[] = [
  {
    code: 'SAVE-50',
    type: 'spend_threshold',
    rule: { tiers: '300:50, 600:120' },
    terms: { name: 'Spend 300, save 50', name_zh: '满 300 减 50', group: 'order', budget: '50000' },
  },
  {
    code: 'TEA-EVENING',
    type: 'flash_sale',
    rule: { percent: '20', quantity: '500', each: '2' },
    terms: { name: 'Evening tea', name_zh: '晚间茶会', hours: '20:00-22:00', categories: 'tea', priority: '200' },
  },
  {
    code: 'PAPER-3',
    type: 'buy_get',
    rule: { buy: '2', get: '1', get_percent: '100', same_sku: 'no' },
    terms: { name: 'Stationery: buy two, get one', name_zh: '文具买二赠一', categories: 'stationery' },
  },
  {
    code: 'WELCOME',
    type: 'fixed_amount',
    rule: { off: '30' },
    terms: { name: 'Welcome', name_zh: '新客礼', first_order: 'yes', needs_coupon: 'yes', uses_each: '1' },
  },
]

/** Puts the sample's promotions in force, with a public coupon that opens one. */
export async function addSamplePromotions(trx: Trx, currency: string, now: Temporal.Instant): Promise<void> {
  const rows = promotions.map(
    ({ rule, terms, ...row }): Insertable<Tables['promotions']> => ({
      ...row,
      status: 'active',
      rule: JSON.stringify(rule),
      terms: JSON.stringify({ priority: '100', exclusive: 'no', first_order: 'no', needs_coupon: 'no', ...terms }),
      currency,
      created_at: now,
      updated_at: now,
    }),
  )
  await trx.insertInto('promotions').values(rows).execute()
  const { id } = await trx
    .insertInto('coupon_batches')
    .values({ promotion: 'WELCOME', kind: 'public', per_customer: 1, request_key: 'sample', created_at: now })
    .returning('id')
    .executeTakeFirstOrThrow()
  await trx
    .insertInto('coupons')
    .values({ code: normalCode('HELLO30'), batch_id: id, issued_at: now })
    .execute()
}
