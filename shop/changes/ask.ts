import type { Selectable } from 'kysely'
import type { Db, Tables, Trx } from '../../db/tables/index.ts'
import { openApproval } from '../approvals/approval.ts'
import { audit } from '../audit.ts'
import type { Jobs } from '../jobs.ts'
import { drawMessage } from '../messages.ts'
import { ok, type Refusal, type Result, refuse } from '../result.ts'
import { readSettings } from '../settings/read.ts'
import type { Settings } from '../settings/registry.ts'
import { type ChangeKind, changeApprovals, othersDecide, waitsForApproval } from './policy.ts'

/** How a change is carried out once it is approved. */
export type What = 'grant' | 'role' | 'turn_on' | 'rules' | 'setting' | 'schedule' | 'import'

/** A change that waits for approval, or did. */
export type ChangeAsked = Selectable<Tables['changes_asked']> & {
  kind: ChangeKind
  what: What
  state: 'waiting' | 'applied' | 'rejected' | 'expired' | 'withdrawn' | 'outdated' | 'alone'
  /** Why it could not be made any more when somebody agreed: of one that is outdated. */
  refusal: Pick<Refusal, 'code' | 'values'> | null
}

/** What became of a change: made or nothing to do (`changed`), or waiting for approval under a name. */
export interface Outcome {
  readonly changed: boolean
  readonly waits: string | null
}

/** A change that somebody wants: `about` names what it changes, `asked` all that carrying it out needs. */
export interface Wanted {
  kind: ChangeKind
  what: What
  about: string
  asked: object
  /** What differs, for the approvers and the audit. */
  before: object
  after: object
  /** As the audit calls the asking, and what it is about. */
  action: string
  subject: string
  member: string
  reason?: string | null
  via: string
}

/** Changes asked for, of every state. */
export const changesAsked = (db: Db) =>
  db.selectFrom('changes_asked').selectAll('changes_asked').$narrowType<Pick<ChangeAsked, 'kind' | 'what' | 'state'>>()

/** What the approval of a change is called: C12. */
export const changeSubject = ({ id }: { id: bigint }): string => `C${id}`

/** The change of that name in any case, or null. */
export async function changeNamed(db: Db, subject: string): Promise<ChangeAsked | null> {
  const [, id] = /^c(\d{1,18})$/i.exec(subject.trim()) ?? []
  if (id === undefined) return null
  const found = await changesAsked(db).where('id', '=', BigInt(id)).executeTakeFirst()
  return (found as ChangeAsked | undefined) ?? null
}

/**
 * Puts a change before those who decide on its kind, where the settings ask for that: gives the name it waits under, or
 * null where the caller is to make it at once (see `waitFor`).
 */
export async function waitOrGo(
  trx: Trx,
  jobs: Jobs,
  wanted: Wanted & { kind: 'team' | 'payment' },
  now: Temporal.Instant,
): Promise<Result<string | null>> {
  const settings = await readSettings(trx)
  return waitsForApproval(wanted.kind, settings) ? waitFor(trx, jobs, wanted, settings, now) : ok(null)
}

/**
 * Puts a change before those who decide on its kind, and gives the name it waits under. Where nobody else could decide it
 * is announced to the channel of approvals, and null says that the caller is to make it at once. Refuses while another
 * change of the same thing waits.
 */
export async function waitFor(
  trx: Trx,
  jobs: Jobs,
  wanted: Wanted,
  settings: Settings,
  now: Temporal.Instant,
): Promise<Result<string | null>> {
  const { kind, what, about, asked, before, after, action, subject: of, member, via } = wanted
  const alone = !(await othersDecide(trx, kind, member, now))
  const same = changesAsked(trx).where('kind', '=', kind).where('about', '=', about).where('state', '=', 'waiting')
  const waiting = alone ? null : await same.executeTakeFirst()
  if (waiting) return refuse('change.waits', { subject: changeSubject(waiting) })
  const reason = wanted.reason?.trim() || null
  const row = { kind, what, about, asked: JSON.stringify(asked), reason, requested_by: member, requested_at: now }
  const { id } = await trx
    .insertInto('changes_asked')
    .values({
      ...{ ...row, before: JSON.stringify(before), after: JSON.stringify(after) },
      ...(alone ? { state: 'alone', settled_at: now } : { state: 'waiting' }),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const subject = changeSubject({ id })
  await drawMessage(trx, jobs, { kind: 'change.prompt', subject, channel: 'channel.approvals' })
  if (alone) return ok(null)
  const hours = {
    remindAfterHours: settings['refund.remind_after_hours'],
    expireAfterHours: settings['refund.expire_after_hours'],
  }
  await openApproval(trx, changeApprovals[kind], { subject, amount: 0n, member, ...hours }, settings, now)
  await audit(trx, { member, action, subject: of, before, after, reason, via }, now)
  return ok(subject)
}
