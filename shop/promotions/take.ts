import { sql } from 'kysely'
import type { Trx } from '../../db/tables/index.ts'
import { markPromotions } from '../marks.ts'
import { ok, type Refusal, type Result, refuse } from '../result.ts'
import { readSettings } from '../settings/read.ts'
import type { Settings } from '../settings/registry.ts'
import type { Applied } from './basket.ts'
import { countersOf, holdCounters, moveCounters } from './counters.ts'
import { demandCoupon } from './coupons/find.ts'
import { type Coupon, exceeded, limitRefusal, limitsOf, needsCustomer } from './limits.ts'
import { namedPromotion, type Promotion, readPromotion, type Used } from './promotion.ts'
import { uselessCoupon } from './why-not.ts'
import { openingAt } from './window.ts'

/** What an order takes of the promotions that its price rests on: `applied` as `priceBasket` gave it. */
export interface Taking {
  order: string
  customer: string | null
  applied: readonly Applied[]
}

/**
 * Takes what an order uses of its promotions: flash-sale pieces, uses in all and by the customer, budgets, the coupon.
 * To be called in the transaction that places the order, after its stock was reserved. The same order again takes
 * nothing more. Refuses, having written nothing that counts, where a promotion was changed or closed since the basket
 * was priced, or where a limit does not allow it any more; the basket then has to be priced anew.
 *
 * Rows are taken in one order (promotions by code, then counters by key), so that orders never wait for each other in a
 * circle, whatever they take. Orders that use the same promotion go one after the other from here on. `given`: the settings, where the caller has read them.
 */
export async function takePromotions(
  trx: Trx,
  { order, customer, applied }: Taking,
  now: Temporal.Instant,
  given?: Settings,
): Promise<Result<null>> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`order:${order}`}, 0))`.execute(trx)
  const taken = await trx
    .selectFrom('promotion_uses')
    .select('promotion')
    .where('order_number', '=', order)
    .limit(1)
    .executeTakeFirst()
  if (taken || applied.length === 0) return ok(null)

  const promotions = await holdPromotions(trx, applied, given ?? (await readSettings(trx)))
  const coupon = await holdCoupon(trx, applied)
  if (coupon && !coupon.ok) return coupon
  const keys = [...new Set(applied.flatMap(({ promotion, coupon }) => countersOf(promotion, customer, coupon)))].sort()
  const used = await holdCounters(trx, keys)
  for (const use of applied) {
    const promotion = promotions.get(use.promotion)
    const own = use.coupon !== null && coupon?.ok ? coupon.value : null
    const no = refusalOf(use, promotion, own, customer, used, now)
    if (no) return no
  }
  const moves = applied.flatMap((use) =>
    countersOf(use.promotion, customer, use.coupon).map((key) => ({ key, used: usedBy(use) })),
  )
  await moveCounters(trx, moves, 1)
  await trx
    .insertInto('promotion_uses')
    .values(
      applied.map(({ promotion, coupon, pieces, off }) => ({
        order_number: order,
        promotion,
        customer_id: customer,
        coupon,
        pieces,
        given: off,
        at: now,
      })),
    )
    .execute()
  await markPromotions(trx, order)
  return ok(null)
}

const usedBy = ({ pieces, off }: Pick<Applied, 'pieces' | 'off'>): Used => ({
  uses: 1n,
  pieces: BigInt(pieces),
  given: off,
})

/** Holds promotions as they are until the transaction ends: whoever edits, pauses or ends one waits. */
async function holdPromotions(
  trx: Trx,
  applied: readonly Applied[],
  settings: Settings,
): Promise<Map<string, Promotion>> {
  const rows = await trx
    .selectFrom('promotions')
    .select(['code', 'type', 'status', 'rule', 'terms', 'currency', 'version'])
    .where(
      'code',
      'in',
      applied.map(({ promotion }) => promotion),
    )
    .orderBy('code')
    .forShare()
    .execute()
  const zone = settings['shop.timezone']
  return new Map(rows.map((row) => [row.code, readPromotion(row, zone)]))
}

/** A basket brings one coupon at most. Its batch is held, so that stopping it waits. */
async function holdCoupon(trx: Trx, applied: readonly Applied[]): Promise<Result<Coupon> | null> {
  const code = applied.find(({ coupon }) => coupon !== null)?.coupon
  if (!code) return null
  await sql`
    select from coupon_batches where id = (select batch_id from coupons where code = ${code}) for share`.execute(trx)
  return demandCoupon(trx, code)
}

function refusalOf(
  use: Applied,
  promotion: Promotion | undefined,
  coupon: Coupon | null,
  customer: string | null,
  used: ReadonlyMap<string, Used>,
  now: Temporal.Instant,
): Refusal | null {
  const changed = refuse('promotion.changed_since', {
    promotion: promotion ? namedPromotion(promotion) : use.promotion,
  })
  if (promotion?.version !== use.version || promotion.status !== 'active') return changed
  if (!openingAt(promotion.schedule, now).open) return changed
  if (promotion.terms.needs_coupon && coupon?.promotion !== promotion.code) return changed
  if (customer === null && needsCustomer(promotion.limits, coupon)) return refuse('promotion.customer_needed')
  const useless = coupon && uselessCoupon(coupon, customer, now)
  if (useless) return useless
  const full = exceeded(limitsOf(promotion, customer, coupon), used, usedBy(use))
  return full && limitRefusal(full, promotion)
}

/** Gives back what an order has taken, so that others can have it; again gives nothing. The caller holds the order's row. */
export async function releasePromotions(trx: Trx, order: string, now: Temporal.Instant): Promise<void> {
  const uses = await trx
    .updateTable('promotion_uses')
    .set({ released_at: now })
    .where('order_number', '=', order)
    .where('released_at', 'is', null)
    .returning(['promotion', 'customer_id', 'coupon', 'pieces', 'given'])
    .execute()
  if (uses.length === 0) return
  const moves = uses.flatMap(({ promotion, customer_id, coupon, pieces, given }) =>
    countersOf(promotion, customer_id, coupon).map((key) => ({ key, used: usedBy({ pieces, off: given }) })),
  )
  await holdCounters(trx, [...new Set(moves.map(({ key }) => key))].sort())
  await moveCounters(trx, moves, -1)
}
