import { type Insertable, sql } from 'kysely'
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

/** Promotions that orders of the past have used: all that had so much off in the club's days, or with the coupon. */
const past = [
  {
    ...{ code: 'CLUB-DAYS', type: 'percentage', percent: 10, coupon: null, from: 9, to: 6 },
    terms: { name: 'Club days', name_zh: '会员日' },
  },
  {
    ...{ code: 'FRIENDS-15', type: 'percentage', percent: 15, coupon: 'FRIENDS15', from: 120, to: 0 },
    terms: { name: 'For friends', name_zh: '好友专享', needs_coupon: 'yes', most_uses: '200' },
  },
]

/** Puts the sample's promotions in force, with public coupons, and counts what its orders have used. */
export async function addSamplePromotions(trx: Trx, { currency, zone }: Shop, now: Temporal.Instant): Promise<void> {
  const today = now.toZonedDateTimeISO(zone).toPlainDate()
  const day = (ago: number) => today.subtract({ days: ago })
  const used = past.map(({ code, type, percent, terms, coupon, from, to }) => ({
    ...{ code, type, rule: { percent: String(percent) } },
    terms: coupon ? terms : { ...terms, starts: `${day(from)} 00:00`, ends: `${day(to)} 24:00` },
  }))
  const rows = [...promotions, ...used].map(
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
  await addCoupon(trx, { promotion: 'WELCOME', code: 'HELLO30', each: 1 }, now)
  for (const { code, percent, coupon, from, to } of past) {
    if (coupon) await addCoupon(trx, { promotion: code, code: coupon, each: null }, now)
    await sql`
      insert into promotion_uses (order_number, promotion, customer_id, coupon, pieces, given, at, released_at)
      select number, ${code}, customer_id, ${coupon}, (select sum(quantity) from order_items where order_number = number),
        discount, placed_at, cancelled_at
      from orders where discount = gross * ${percent} / 100 and discount > 0
        and (placed_at at time zone ${zone})::date between ${String(day(from))}::date and ${String(day(to))}::date`.execute(
      trx,
    )
  }
  await sql`
    insert into promotion_counters (subject, customer_id, uses, pieces, given)
    select subject, customer, count(*), sum(pieces), sum(given)
    from promotion_uses cross join lateral unnest(array['promotion:' || promotion, 'coupon:' || coupon]) as subject
      cross join lateral unnest(array['', customer_id]) as customer
    where released_at is null and subject is not null group by 1, 2`.execute(trx)
}

interface Shop {
  readonly currency: string
  readonly zone: string
}

/** A public code, which each customer may use so often. */
async function addCoupon(
  trx: Trx,
  { promotion, code, each }: { promotion: string; code: string; each: number | null },
  now: Temporal.Instant,
): Promise<void> {
  const { id } = await trx
    .insertInto('coupon_batches')
    .values({ promotion, kind: 'public', per_customer: each, request_key: `sample ${code}`, created_at: now })
    .returning('id')
    .executeTakeFirstOrThrow()
  await trx
    .insertInto('coupons')
    .values({ code: normalCode(code), batch_id: id, issued_at: now })
    .execute()
}
