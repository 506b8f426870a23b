import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import { orderMatches } from '../../shop/orders/narrowing.ts'
import { couponSubject, promotionSubject } from '../../shop/promotions/counters.ts'
import { inShopCurrency } from '../rollups/rollup.ts'
import type { Sums } from './metrics.ts'
import type { ReportQuery } from './report.ts'
import { slots, spansOf } from './slots.ts'

export const promotionSums = ['redemptions', 'released', 'promoted_orders', 'discount_given', 'promoted_sales'] as const

/** What orders took of promotions: in all of a bucket, or over the window of one promotion or one batch of coupons. */
type Fact = Sums<(typeof promotionSums)[number]> & {
  readonly slot: number | null
  readonly promotion: string | null
  readonly batch: bigint | null
}

/**
 * What the orders placed in the query's buckets took, by bucket, and of its window by promotion and by batch of coupons. An
 * order that took several counts once in a bucket. What a cancelled order gave back costs nothing.
 */
export async function readPromotionFacts(db: Db, query: ReportQuery): Promise<Fact[]> {
  const { within, slot } = slots(query)
  const [, { start }] = spansOf(query)
  // Within an aggregate a column is that of the row, also where the rows are not grouped by it.
  const once = (sum: RawBuilder<unknown>) =>
    sql`case when grouping(slot) = 0 then ${sum} filter (where nth = 1) else ${sum} end`
  const { rows } = await sql<Fact>`
    with used as (
      select ${slot('placed_at')} as slot, placed_at >= ${start} as now, promotion, batch_id, released_at,
        case when released_at is null then ${inShopCurrency(sql`given`)} else 0 end as given,
        row_number() over (partition by number order by promotion) as nth,
        (select sum(${inShopCurrency(sql`(quantity * unit_price)`)}) from order_items where order_number = number) as gross
      from orders join promotion_uses as use on use.order_number = number left join coupons on coupons.code = use.coupon
      where ${within('placed_at')} and ${orderMatches(query.filters, 'orders')}
    )
    select slot, promotion, batch_id as batch, count(*) as redemptions, count(released_at) as released,
      sum(given)::bigint as discount_given, ${once(sql`count(*)`)} as promoted_orders,
      coalesce(${once(sql`sum(gross)`)}, 0)::bigint as promoted_sales
    from used group by grouping sets ((slot), (now, promotion), (now, batch_id))
    having slot is not null or now and (promotion is not null or batch_id is not null)`.execute(db)
  return rows
}

/** A promotion or batch of coupons as it is called, and what was used of what it has, in all and up to now. */
interface Offer {
  readonly code: string
  readonly name: string
  readonly nameZh: string | null
  /** Of a batch: how its coupons are given out, and the code where it has but one. */
  readonly kind: string | null
  readonly coupon: string | null
  readonly issued: bigint | null
  /** Null where there is no limit. */
  readonly most: bigint | null
  readonly uses: bigint
}

/** The promotions of these codes. */
export async function readPromotions(db: Db, codes: readonly string[]): Promise<Map<string, Offer>> {
  const { rows } = await sql<Offer>`
    select code, terms ->> 'name' as name, nullif(terms ->> 'name_zh', '') as "nameZh", null as kind, null as coupon,
      null as issued, nullif(terms ->> 'most_uses', '')::bigint as most, coalesce(uses, 0) as uses
    from promotions left join promotion_counters on subject = ${promotionSubject('')} || code and customer_id = ''
    where code = any(${codes})`.execute(db)
  return new Map(rows.map((row) => [row.code, row]))
}

/** These batches of coupons, by id. */
export async function readBatches(db: Db, ids: readonly bigint[]): Promise<Map<string, Offer>> {
  const { rows } = await sql<Offer & { id: bigint }>`
    select batch.id, promotion as code, terms ->> 'name' as name, nullif(terms ->> 'name_zh', '') as "nameZh", kind,
      case when kind = 'public' then min(coupons.code) end as coupon, count(*) as issued, count(*) * most_uses as most,
      coalesce(sum(uses), 0)::bigint as uses
    from coupon_batches as batch join promotions on promotions.code = promotion join coupons on batch_id = batch.id
    left join promotion_counters on subject = ${couponSubject('')} || coupons.code and promotion_counters.customer_id = ''
    where batch.id = any(${ids.map(String)}::bigint[]) group by batch.id, promotions.code`.execute(db)
  return new Map(rows.map((row) => [String(row.id), row]))
}
