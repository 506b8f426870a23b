import { type RawBuilder, sql } from 'kysely'
import { localDays } from '../local-days.ts'
import { bucketed } from './bucketed.ts'
import type { Buckets } from './buckets.ts'
import { inShopCurrency } from './rollup.ts'

export const promotionSums = ['redemptions', 'released', 'promoted_orders', 'discount_given', 'promoted_sales'] as const
const identity = ['bucket', 'promotion', 'batch_id', 'region'] as const
export const promotionColumns = sql.join([...identity, ...promotionSums].map(sql.ref))

/**
 * What orders took of promotions by the day of it, on which they were placed, and the order's region: in all (promotion '' and
 * batch 0), of each promotion, and of each batch of coupons. An order that took several counts once in all. A mark names the
 * region: a changed order touches few of a day's.
 */
export const promotions = bucketed({
  name: 'promotions',
  table: 'promotion_days',
  identity,
  keyed: 'region',
  instants: [['promotion_uses', 'at']],
  cut: localDays,
  async fill(trx, buckets) {
    await sql`insert into promotion_days (${promotionColumns}) ${promotionsOf(buckets)}`.execute(trx)
  },
})

/**
 * What orders took in some buckets, as rows of `promotionColumns`: all orders, or those that count. What a cancelled order gave
 * back costs nothing.
 */
export function promotionsOf(buckets: Buckets, counts: RawBuilder<boolean> = sql`true`): RawBuilder<unknown> {
  const isAll = sql`grouping(promotion) = 1 and grouping(batch_id) = 1`
  const once = (sum: RawBuilder<unknown>) => sql`case when ${isAll} then ${sum} filter (where nth = 1) else ${sum} end`
  return sql`
    with used as (
      select bucket, coalesce(region, '') as region, promotion, batch_id, released_at,
        case when released_at is null then ${inShopCurrency(sql`given`)} else 0 end as given,
        row_number() over (partition by number order by promotion) as nth,
        -- What is converted is so line by line.
        case when rate = 1 then orders.gross else (
          select sum(${inShopCurrency(sql`(quantity * unit_price)`)}) from order_items where order_number = number) end as gross
      from ${buckets.rows('promotion_uses', 'at')} as use
      -- One by one, as few take something: joined otherwise, all orders would be read for each month.
      cross join lateral (select * from orders as its where its.number = use.order_number offset 0) as orders
      left join coupons on coupons.code = use.coupon
      where (key is null or coalesce(region, '') = key) and ${counts}
    )
    select bucket, coalesce(promotion, ''), coalesce(batch_id, 0), region, count(*), count(released_at), ${once(sql`count(*)`)},
      sum(given)::bigint, coalesce(${once(sql`sum(gross)`)}, 0)::bigint
    from used group by bucket, region, grouping sets ((), (promotion), (batch_id))
    having ${isAll} or promotion is not null or batch_id is not null`
}
