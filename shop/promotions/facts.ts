import type { Db } from '../../db/tables/index.ts'
import type { Refusal } from '../result.ts'
import type { Facts } from './basket.ts'
import { countersAt, couponSubject, promotionSubject } from './counters.ts'
import { demandCoupon } from './coupons/find.ts'
import type { Promotion } from './promotion.ts'

/** Who buys, with which coupon as they wrote it. */
export interface Buyer {
  customer: string | null
  coupon: string | null
}

/** What pricing a basket for a buyer goes by. `coupon`: why the one that they brought is none. */
export async function factsOf(
  db: Db,
  { customer, coupon: written }: Buyer,
  promotions: readonly Promotion[],
  at: Temporal.Instant,
): Promise<{ facts: Facts; coupon: Refusal | null }> {
  const found = written === null ? null : await demandCoupon(db, written)
  const coupon = found?.ok ? found.value : null
  const subjects = promotions.map(({ code }) => promotionSubject(code))
  if (coupon) subjects.push(couponSubject(coupon.code))
  const used = await countersAt(db, subjects, customer)
  const firstOrder = customer !== null && !(await hasOrdered(db, customer))
  return { facts: { at, firstOrder, coupon, used }, coupon: found && !found.ok ? found : null }
}

/** Orders that were cancelled do not count. */
async function hasOrdered(db: Db, customer: string): Promise<boolean> {
  const order = await db
    .selectFrom('orders')
    .select('number')
    .where('customer_id', '=', customer)
    .where('status', '<>', 'cancelled')
    .limit(1)
    .executeTakeFirst()
  return order !== undefined
}
