import { sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'

/** A promotion that an order got. */
export interface OrderPromotion {
  code: string
  name: string
  nameZh: string | null
  /** The customer's code, where it took one. */
  coupon: string | null
  /** What it took off, in minor units of `currency`. */
  given: bigint
  currency: string
}

/** The promotions that an order got, by their codes; also of one that was cancelled since. */
export const promotionsOfOrder = (db: Db, order: string): Promise<OrderPromotion[]> =>
  db
    .selectFrom('promotion_uses as use')
    .innerJoin('promotions', 'promotions.code', 'use.promotion')
    .select(['promotions.code', 'use.coupon', 'use.given', 'promotions.currency'])
    .select([
      sql<string>`coalesce(promotions.terms->>'name', promotions.code)`.as('name'),
      sql<string | null>`promotions.terms->>'name_zh'`.as('nameZh'),
    ])
    .where('use.order_number', '=', order)
    .orderBy('promotions.code')
    .execute()
