import type { Db } from '../../db/tables/index.ts'
import type { ApprovalKind } from '../approvals/kind.ts'
import { hundredths } from '../money.ts'
import type { Settings } from '../settings/registry.ts'
import { priceChanges } from './prices.ts'

/** Whoever may decide on prices decides on any; one has to agree. Which changes ask for it is `priceNeedsApproval`. */
export const priceApproval: ApprovalKind = {
  name: 'price',
  permission: 'price.approve',
  required: () => 1,
  limit: () => null,
}

/** Small steps within so many hours count as one. */
const HOURS_TOGETHER = 24

/**
 * Whether a price, in minor units, moves further than the settings let pass: from the present one, or from the one before
 * the small steps of the last 24 hours, which would else add up to any price.
 */
export async function priceNeedsApproval(
  db: Db,
  { sku, before, after }: { sku: string; before: bigint; after: bigint },
  settings: Settings,
  now: Temporal.Instant,
): Promise<boolean> {
  const allowed = hundredths(settings['product.price_change_percent'])
  const far = (from: bigint) => (after > from ? after - from : from - after) * 10_000n > from * allowed
  return far(before) || far(await priceBeforeSteps(db, sku, before, now))
}

/** What it cost before the steps of the last hours that nobody had to approve, since it was last approved or told by the storefront. */
async function priceBeforeSteps(db: Db, sku: string, present: bigint, now: Temporal.Instant): Promise<bigint> {
  const applied = priceChanges(db).where('sku', '=', sku).where('state', '=', 'applied')
  const settled = await applied
    .where((is) => is.or([is('requested_by', 'is', null), is('settled_at', '<>', is.ref('requested_at'))]))
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  const first = await applied
    .where('settled_at', '>', now.subtract({ hours: HOURS_TOGETHER }))
    .where('id', '>', settled?.id ?? 0n)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return first?.before ?? present
}
