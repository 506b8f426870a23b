import type { Db, Trx } from '../../db/tables/index.ts'
import { denied, type Member } from '../access/member.ts'
import type { Permission } from '../access/permissions.ts'
import type { Approval } from '../approvals/approval.ts'
import * as approvals from '../approvals/decide.ts'
import { audit } from '../audit.ts'
import type { Jobs } from '../jobs.ts'
import { drawMessage, redrawMessages } from '../messages.ts'
import { methodSubject } from '../payments/change.ts'
import { ok, type Result, refuse } from '../result.ts'
import { readSettings } from '../settings/read.ts'
import type { Settings } from '../settings/registry.ts'
import { transact } from '../transact.ts'
import { type ChangeAsked, changeNamed, changeSubject } from './ask.ts'
import { carryOut } from './carry-out.ts'
import { type ChangeKind, changeApprovals } from './policy.ts'

/** Something a person does about a change that waits, named as C12. */
export interface ChangeStep {
  kind: ChangeKind
  subject: string
  member: Member
  reason: string | null
  via: string
}

interface Decision {
  becomes: 'applied' | 'rejected' | 'withdrawn'
  /** Null: who asked always may. */
  permission(kind: ChangeKind): Permission | null
  decide(
    trx: Trx,
    subject: string,
    step: ChangeStep,
    settings: Settings,
    now: Temporal.Instant,
  ): Promise<Result<Approval>>
}

const operation =
  ({ becomes, permission, decide }: Decision) =>
  (db: Db, jobs: Jobs, step: ChangeStep, now: Temporal.Instant): Promise<Result<ChangeAsked>> =>
    transact(db, async (trx) => {
      const needed = permission(step.kind)
      const missing = needed && denied(step.member, needed)
      if (missing) return missing
      const change = await changeNamed(trx, step.subject)
      if (change?.kind !== step.kind) return refuse('approval.unknown', { subject: step.subject })
      const approval = await decide(trx, changeSubject(change), step, await readSettings(trx), now)
      if (!approval.ok) return approval
      const done = becomes === 'applied' ? await carryOut(trx, jobs, change, step.via, now) : ok(null)
      if (done.ok) return ok(await settle(trx, jobs, change, becomes, step, now))
      await approvals.close(trx, approval.value, 'outdated', now)
      return ok(await settle(trx, jobs, { ...change, refusal: done }, 'outdated', step, now))
    })

/** Ends what waited: records it, redraws its prompt and, unless the requester ended it, tells the requester. */
async function settle(
  trx: Trx,
  jobs: Jobs,
  change: ChangeAsked,
  state: Exclude<ChangeAsked['state'], 'waiting'>,
  by: { member: Member | null; reason: string | null; via: string },
  now: Temporal.Instant,
): Promise<ChangeAsked> {
  const refusal = change.refusal && JSON.stringify({ code: change.refusal.code, values: change.refusal.values })
  await trx.updateTable('changes_asked').set({ state, settled_at: now, refusal }).where('id', '=', change.id).execute()
  const subject = changeSubject(change)
  const [thing = ''] = change.about.split(' ')
  const called = audited[change.kind]
  const entry = {
    action: `${called.action}.change_${state === 'applied' ? 'approved' : state}`,
    ...{ subject: called.subject(thing), after: { change: subject } },
    ...{ member: by.member?.id ?? null, reason: by.reason, via: by.via },
  }
  await audit(trx, entry, now)
  for (const kind of ['change.prompt', 'change.reminder'] as const) await redrawMessages(trx, jobs, kind, subject)
  if (state !== 'withdrawn')
    await drawMessage(trx, jobs, { kind: 'change.notice', subject, channel: change.requested_by })
  return { ...change, state, settled_at: now }
}

/** Agrees to a change and makes it. One that cannot be made any more is outdated, with the refusal that says why. */
export const approveChange = operation({
  becomes: 'applied',
  permission: (kind) => changeApprovals[kind].permission,
  decide: (trx, subject, { kind, member }, settings, now) =>
    approvals.approve(trx, changeApprovals[kind], subject, member, settings, now),
})

/** Refuses a change, for a reason. */
export const rejectChange = operation({
  becomes: 'rejected',
  permission: (kind) => changeApprovals[kind].permission,
  decide: (trx, subject, { kind, member, reason }, settings, now) =>
    approvals.reject(trx, changeApprovals[kind], subject, member, reason ?? '', settings, now),
})

/** How the audit calls what becomes of changes of a kind, and what they are about. */
const audited: Record<ChangeKind, { action: string; subject(thing: string): string }> = {
  team: { action: 'role', subject: (thing) => thing },
  payment: { action: 'payment', subject: methodSubject },
  settings: { action: 'setting', subject: (thing) => thing },
}

/** Takes one's own request back, whatever one may still do. */
export const withdrawChange = operation({
  becomes: 'withdrawn',
  permission: () => null,
  decide: (trx, subject, { kind, member }, _, now) =>
    approvals.withdraw(trx, changeApprovals[kind], subject, member, now),
})

/** Reminds those who can decide, once a change. */
export async function remindOfChange(trx: Trx, jobs: Jobs, { subject }: Approval): Promise<void> {
  await drawMessage(trx, jobs, { kind: 'change.reminder', subject, channel: 'channel.approvals' })
}

/** Ends a change that nobody decided on in time. */
export async function expireChange(trx: Trx, jobs: Jobs, approval: Approval, now: Temporal.Instant): Promise<void> {
  const change = await changeNamed(trx, approval.subject)
  if (!change) throw new Error(`approval ${approval.id} is about ${approval.subject}, which is no change`)
  await settle(trx, jobs, change, 'expired', { member: null, reason: null, via: 'planner' }, now)
}
