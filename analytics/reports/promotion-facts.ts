import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import { orderMatches } from '../../shop/orders/narrowing.ts'
import { couponSubject, promotionSubject } from '../../shop/promotions/counters.ts'
import { promotionColumns, promotionSums, promotionsOf } from '../rollups/promotions.ts'
import type { Sums } from './metrics.ts'
import type { ReportQuery } from './report.ts'
import { ofRegion } from './scope.ts'
import { asBuckets, slots, spansOf } from './slots.ts'

/** What orders took of promotions: in all of a bucket, or over the window of one promotion or one batch of coupons. */
type Fact = Sums<(typeof promotionSums)[number]> & {
  readonly slot: number | null
  readonly promotion: string | null
  readonly batch: bigint | null
}

/** What the orders placed in the query's buckets took, by bucket, and of its window by promotion and by batch of coupons. */
export async function readPromotionFacts(db: Db, query: ReportQuery): Promise<Fact[]> {
  const { within, slot } = slots(query)
  const [, { start }] = spansOf(query)
  const sums = sql.join(promotionSums.map((sum) => sql`sum(${sql.ref(sum)})::bigint as ${sql.ref(sum)}`))
  const { rows } = await sql<Fact>`
    with taken as materialized (select * from ${takenIn(query)} where ${within('bucket')})
    select ${slot('bucket')} as slot, null as promotion, null::bigint as batch, ${sums}
    from taken where promotion = '' and batch_id = 0 group by 1
    union all
    select null, promotion, null, ${sums} from taken where promotion <> '' and bucket >= ${start} group by 2
    union all
    select null, null, batch_id, ${sums} from taken where batch_id <> 0 and bucket >= ${start} group by 3`.execute(db)
  return rows
}

/** Of the rollup, which tells regions apart, or of the orders themselves. */
function takenIn(query: ReportQuery): RawBuilder<unknown> {
  const { region, method } = query.filters
  if (!query.isRolledUp || query.by === 'hour' || method !== undefined)
    return sql`(${promotionsOf(asBuckets(slots(query)), orderMatches(query.filters, 'orders'))})
      as counted (${promotionColumns})`
  return ofRegion('promotion_days', region)
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
