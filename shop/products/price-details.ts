import type { Db } from '../../db/tables/index.ts'
import { type Approval, approvalOf } from '../approvals/approval.ts'
import { decidersOf } from '../approvals/deciders.ts'
import type { Settings } from '../settings/registry.ts'
import { priceApproval } from './price-policy.ts'
import { type PriceChange, priceNamed, priceSubject } from './prices.ts'

/** All there is about one price that waits or waited: what a prompt in a channel shows. */
export interface PriceDetails {
  subject: string
  change: PriceChange
  product: { name: string; nameZh: string | null; price: bigint; currency: string; cost: bigint | null }
  approval: Approval | null
  /** Members whose agreement would count. */
  deciders: string[]
}

/** The price that a message is about, or null. */
export async function priceDetails(
  db: Db,
  settings: Settings,
  subject: string,
  now: Temporal.Instant,
): Promise<PriceDetails | null> {
  const change = await priceNamed(db, subject)
  if (!change) return null
  const approval = await approvalOf(db, priceApproval, priceSubject(change))
  const [deciders = []] = approval ? await decidersOf(db, priceApproval, [approval], settings, now) : []
  const product = await db
    .selectFrom('products')
    .select(['name', 'name_zh as nameZh', 'price', 'currency', 'cost'])
    .where('sku', '=', change.sku)
    .executeTakeFirstOrThrow()
  return { subject: priceSubject(change), change, product, approval, deciders }
}
