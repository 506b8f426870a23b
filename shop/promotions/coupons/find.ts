import type { Db } from '../../../db/tables/index.ts'
import { ok, type Result, refuse } from '../../result.ts'
import { couponSubject } from '../counters.ts'
import type { Coupon } from '../limits.ts'
import { normalCode } from './code.ts'

/** A coupon with what has become of it. */
export interface CouponCard extends Coupon {
  readonly batch: bigint
  readonly kind: string
  readonly issuedAt: Temporal.Instant
  readonly uses: number
  /** Orders that used it, newest first; at most ten. */
  readonly orders: readonly string[]
}

const rows = (db: Db) =>
  db
    .selectFrom('coupons')
    .innerJoin('coupon_batches as batch', 'batch.id', 'coupons.batch_id')
    .select([
      'coupons.code',
      'coupons.customer_id as customer',
      'coupons.expires_at as expiresAt',
      'coupons.issued_at as issuedAt',
      'batch.id as batch',
      'batch.kind',
      'batch.promotion',
      'batch.most_uses as mostUses',
      'batch.per_customer as perCustomer',
      'batch.stopped_at',
    ])

/** The coupon of a code as a customer wrote it. Refuses one that there is not. */
export async function demandCoupon(
  db: Db,
  written: string,
): Promise<Result<Coupon & Pick<CouponCard, 'batch' | 'kind' | 'issuedAt'>>> {
  const row = await rows(db).where('coupons.code', '=', normalCode(written)).executeTakeFirst()
  if (!row) return refuse('promotion.coupon_unknown', { coupon: written })
  const { stopped_at, ...coupon } = row
  return ok({ ...coupon, stopped: stopped_at !== null })
}

/** The same with its uses. */
export async function couponCard(db: Db, written: string): Promise<Result<CouponCard>> {
  const coupon = await demandCoupon(db, written)
  if (!coupon.ok) return coupon
  const { code, promotion } = coupon.value
  const counter = await db
    .selectFrom('promotion_counters')
    .select('uses')
    .where('subject', '=', couponSubject(code))
    .where('customer_id', '=', '')
    .executeTakeFirst()
  const orders = await db
    .selectFrom('promotion_uses')
    .select('order_number')
    .where('promotion', '=', promotion)
    .where('coupon', '=', code)
    .where('released_at', 'is', null)
    .orderBy('at', 'desc')
    .limit(10)
    .execute()
  return ok({
    ...coupon.value,
    uses: Number(counter?.uses ?? 0n),
    orders: orders.map(({ order_number }) => order_number),
  })
}
