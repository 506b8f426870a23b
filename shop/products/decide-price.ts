import type { Db, Trx } from '../../db/tables/index.ts'
import { denied, type Member } from '../access/member.ts'
import type { Permission } from '../access/permissions.ts'
import type { Approval } from '../approvals/approval.ts'
import * as approvals from '../approvals/decide.ts'
import { audit } from '../audit.ts'
import type { Jobs } from '../jobs.ts'
import { drawMessage, redrawMessages } from '../messages.ts'
import { ok, type Result, refuse } from '../result.ts'
import { readSettings } from '../settings/read.ts'
import type { Settings } from '../settings/registry.ts'
import { transact } from '../transact.ts'
import { priceApproval } from './price-policy.ts'
import { type PriceChange, type PriceState, priceNamed, priceSubject } from './prices.ts'
import { applyPrice } from './set-price.ts'

/** Something a person does about a price that waits, named as P12. */
export interface PriceStep {
  subject: string
  member: Member
  reason: string | null
  via: string
}

interface Decision {
  action: 'approved' | 'rejected' | 'withdrawn'
  permission: Permission
  becomes: PriceState
  decide(
    trx: Trx,
    subject: string,
    step: PriceStep,
    settings: Settings,
    now: Temporal.Instant,
  ): Promise<Result<Approval>>
}

const operation =
  ({ action, permission, becomes, decide }: Decision) =>
  (db: Db, jobs: Jobs, step: PriceStep, now: Temporal.Instant): Promise<Result<PriceChange>> =>
    transact(db, async (trx) => {
      const { member, via, reason } = step
      const missing = denied(member, permission)
      if (missing) return missing
      const change = await priceNamed(trx, step.subject)
      if (!change) return refuse('approval.unknown', { subject: step.subject })
      const settings = await readSettings(trx)
      const approval = await decide(trx, priceSubject(change), step, settings, now)
      if (!approval.ok) return approval
      const { sku, before, after, currency } = change
      if (becomes === 'applied') {
        const product = await trx
          .selectFrom('products')
          .select(['price', 'currency'])
          .where('sku', '=', sku)
          .forUpdate()
          .executeTakeFirstOrThrow()
        if (product.price !== before || product.currency !== currency)
          return refuse('price.changed_meanwhile', {
            subject: priceSubject(change),
            before,
            now: product.price,
            currency,
          })
        await applyPrice(trx, sku, after, now)
      }
      const entry = { before: { price: before }, after: { price: becomes === 'applied' ? after : before } }
      await audit(
        trx,
        { member: member.id, action: `product.price_${action}`, subject: sku, ...entry, reason, via },
        now,
      )
      return ok(await settlePrice(trx, jobs, change, becomes, now))
    })

/** Ends what waited: redraws its prompt and, unless the requester ended it, tells the requester. */
async function settlePrice(
  trx: Trx,
  jobs: Jobs,
  change: PriceChange,
  state: PriceState,
  now: Temporal.Instant,
): Promise<PriceChange> {
  await trx.updateTable('price_changes').set({ state, settled_at: now }).where('id', '=', change.id).execute()
  const subject = priceSubject(change)
  for (const kind of ['price.prompt', 'price.reminder'] as const) await redrawMessages(trx, jobs, kind, subject)
  if (change.requested_by && state !== 'withdrawn')
    await drawMessage(trx, jobs, { kind: 'price.notice', subject, channel: change.requested_by })
  return { ...change, state, settled_at: now }
}

/** Agrees to a price, which is in force from then on. Refuses where the product has come to another price meanwhile. */
export const approvePrice = operation({
  action: 'approved',
  permission: 'price.approve',
  becomes: 'applied',
  decide: (trx, subject, { member }, settings, now) =>
    approvals.approve(trx, priceApproval, subject, member, settings, now),
})

/** Refuses a price, for a reason. */
export const rejectPrice = operation({
  action: 'rejected',
  permission: 'price.approve',
  becomes: 'rejected',
  decide: (trx, subject, { member, reason }, settings, now) =>
    approvals.reject(trx, priceApproval, subject, member, reason ?? '', settings, now),
})

/** Takes one's own request back. */
export const withdrawPrice = operation({
  action: 'withdrawn',
  permission: 'product.edit',
  becomes: 'withdrawn',
  decide: (trx, subject, { member }, _, now) => approvals.withdraw(trx, priceApproval, subject, member, now),
})

/** Reminds those who can decide, once a price. */
export async function remindOfPrice(trx: Trx, jobs: Jobs, { subject }: Approval): Promise<void> {
  await drawMessage(trx, jobs, { kind: 'price.reminder', subject, channel: 'channel.approvals' })
}

/** Ends a price that nobody decided on in time. */
export async function expirePrice(trx: Trx, jobs: Jobs, approval: Approval, now: Temporal.Instant): Promise<void> {
  const change = await priceNamed(trx, approval.subject)
  if (!change) throw new Error(`approval ${approval.id} is about ${approval.subject}, which is no price`)
  await settlePrice(trx, jobs, change, 'expired', now)
}
