import type { ApprovalKind } from '../approvals/kind.ts'
import { hundredths } from '../money.ts'
import type { Settings } from '../settings/registry.ts'

/** Whoever may decide on prices decides on any; one has to agree. Which changes ask for it is `priceNeedsApproval`. */
export const priceApproval: ApprovalKind = {
  name: 'price',
  permission: 'price.approve',
  required: () => 1,
  limit: () => null,
}

/** Whether a price, in minor units, moves further from the present one than the settings let pass. */
export function priceNeedsApproval(before: bigint, after: bigint, settings: Settings): boolean {
  const moved = after > before ? after - before : before - after
  return moved * 10_000n > before * hundredths(settings['product.price_change_percent'])
}
