import { type Selectable, sql } from 'kysely'
import type { Db, Tables } from '../../db/tables/index.ts'
import { type Page, type PageRequest, pageByPosition } from '../pages.ts'

/** What happened in the team, by the action that the audit names. */
export const teamActions = [
  'role.granted',
  'role.taken',
  'role.ended',
  'role.created',
  'role.changed',
  'role.removed',
  'role.grant_asked',
  'role.change_asked',
  'role.change_approved',
  'role.change_rejected',
  'role.change_withdrawn',
  'role.change_expired',
  'role.change_outdated',
  'member.deactivated',
  'member.reactivated',
  'member.merchant_set',
] as const

export type TeamAction = (typeof teamActions)[number]

/** One change of the team. `subject`: a member's id, or a role. */
export interface TeamChange {
  readonly id: bigint
  readonly at: Temporal.Instant
  readonly action: TeamAction
  readonly subject: string
  /** Who did it; null: the program itself. */
  readonly by: string | null
  readonly before: Readonly<Record<string, unknown>>
  readonly after: Readonly<Record<string, unknown>>
  readonly reason: string | null
}

/** As the index `audit_log_of_team` has it. */
const ofTeam = sql<boolean>`(action like 'role.%' or action like 'member.%')`

const toChange = (row: Selectable<Tables['audit_log']>): TeamChange => ({
  id: row.id,
  at: row.at,
  action: row.action as TeamAction,
  subject: row.subject,
  by: row.member_id,
  before: (row.before ?? {}) as TeamChange['before'],
  after: (row.after ?? {}) as TeamChange['after'],
  reason: row.reason,
})

/** What changed in the team, newest first; of one person or role (`subject`), or of all. */
export async function teamHistory(db: Db, subject: string | null, request: PageRequest): Promise<Page<TeamChange>> {
  const page = await pageByPosition(request, (limit, offset) => {
    const query = db
      .selectFrom('audit_log')
      .selectAll()
      .where(ofTeam)
      .where('action', 'in', [...teamActions])
    const about = subject === null ? query : query.where('subject', '=', subject)
    return about.orderBy('id', 'desc').limit(limit).offset(offset).execute()
  })
  return { ...page, rows: page.rows.map(toChange) }
}

/** The change that a message is about, by the audit's id of it; null where there is none. */
export async function teamChange(db: Db, id: string): Promise<TeamChange | null> {
  if (!/^\d{1,18}$/.test(id)) return null
  const row = await db.selectFrom('audit_log').selectAll().where('id', '=', BigInt(id)).executeTakeFirst()
  return row ? toChange(row) : null
}
