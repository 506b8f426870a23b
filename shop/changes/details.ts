import { sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import { denied, type Member } from '../access/member.ts'
import { type Approval, approvalOf } from '../approvals/approval.ts'
import { decidersOf } from '../approvals/deciders.ts'
import { type Page, type PageRequest, pageByPosition } from '../pages.ts'
import { ok, type Result } from '../result.ts'
import type { Settings } from '../settings/registry.ts'
import { type ChangeAsked, changeNamed, changeSubject, changesAsked } from './ask.ts'
import { type ChangeKind, changeApprovals } from './policy.ts'

/** All there is about one change that waits or waited: what a prompt in a channel shows. */
export interface ChangeDetails {
  subject: string
  change: ChangeAsked
  approval: Approval | null
  /** Members whose agreement would count. */
  deciders: string[]
}

/** The change that a message is about, or null. */
export async function changeDetails(
  db: Db,
  settings: Settings,
  named: string,
  now: Temporal.Instant,
): Promise<ChangeDetails | null> {
  const change = await changeNamed(db, named)
  if (!change) return null
  const subject = changeSubject(change)
  const kind = changeApprovals[change.kind]
  const approval = await approvalOf(db, kind, subject)
  const [deciders = []] = approval ? await decidersOf(db, kind, [approval], settings, now) : []
  return { subject, change, approval, deciders }
}

/** Changes of a kind that wait, the longest first; for who decides on them. */
export async function waitingChanges(
  db: Db,
  kind: ChangeKind,
  member: Member,
  request: PageRequest,
): Promise<Result<Page<ChangeAsked>>> {
  const missing = denied(member, changeApprovals[kind].permission)
  if (missing) return missing
  const waiting = changesAsked(db).where('kind', '=', kind).where('state', '=', 'waiting').orderBy('id')
  const page = await pageByPosition(request, (limit, offset) => waiting.limit(limit).offset(offset).execute())
  return ok({ ...page, rows: page.rows as ChangeAsked[] })
}

/** Changes of a kind that wait and are about a thing: a method, a role, or somebody who is to have one. */
export const waitingAbout = (db: Db, kind: ChangeKind, thing: string): Promise<ChangeAsked[]> =>
  changesAsked(db)
    .where('kind', '=', kind)
    .where('state', '=', 'waiting')
    .where(sql<string>`split_part(about, ' ', 1)`, '=', thing)
    .orderBy('id')
    .execute() as Promise<ChangeAsked[]>
