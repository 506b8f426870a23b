import { sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import { localeOf } from '../i18n/index.ts'
import { type Settings, settingsFrom } from '../settings/registry.ts'
import { type Member, type RightsChange, rightsOf } from './member.ts'

/** What one delivery from Slack is handled with: who acts, and the settings in force. */
export interface Session {
  /** False where this delivery was taken before: then nothing is to be done. */
  readonly fresh: boolean
  /** False where Slack has not been asked who this is: never seen, or admitted by their id alone, as the first administrators. */
  readonly known: boolean
  readonly deactivated: boolean
  readonly member: Member
  readonly settings: Settings
  /** When the next role of the member ends, and with it this session; null: none does by itself. */
  readonly until: Temporal.Instant | null
}

interface Row {
  fresh: boolean
  member: {
    name: string
    locale: string | null
    timezone: string | null
    merchant_id: string | null
    deactivated: boolean
  } | null
  roles: { names: string[] | null; until: string | null }
  changes: RightsChange[] | null
  settings: Record<string, unknown> | null
}

/**
 * Claims a delivery and reads who sent it, in one round trip. `deliveryId` null claims nothing.
 * Rights and settings are read anew each time, since another process may have changed them. A role whose time is over
 * counts no more, taken back or not.
 */
export async function openSession(
  db: Db,
  memberId: string,
  deliveryId: string | null,
  now: Temporal.Instant,
): Promise<Session> {
  const claim = deliveryId
    ? sql`insert into deliveries (id, at) values (${deliveryId}, ${now}) on conflict do nothing returning 1`
    : sql`select 1`
  const { rows } = await sql<Row>`
    with claim as (${claim})
    select exists (select from claim) as fresh,
      (select jsonb_build_object('name', name, 'locale', locale, 'timezone', timezone, 'merchant_id', merchant_id,
        'deactivated', deactivated_at is not null) from members where id = ${memberId}) as member,
      (select jsonb_build_object('names', jsonb_agg(role order by role), 'until', min(ends_at)) from member_roles
        where member_id = ${memberId} and (ends_at is null or ends_at > ${now})) as roles,
      (select jsonb_agg(jsonb_build_object('role', role, 'permission', permission, 'reach', reach))
        from role_permissions) as changes,
      (select jsonb_object_agg(key, value) from settings) as settings`.execute(db)
  const row = rows[0]
  if (!row) throw new Error('a select without a table gave no row')
  const settings = settingsFrom(row.settings ?? {})
  const held = row.member?.deactivated ? [] : (row.roles.names ?? [])
  return {
    fresh: row.fresh,
    known: row.member !== null && row.member.name !== memberId,
    deactivated: row.member?.deactivated ?? false,
    settings,
    until: row.roles.until ? Temporal.Instant.from(row.roles.until) : null,
    member: {
      id: memberId,
      name: row.member?.name ?? memberId,
      locale: localeOf(row.member?.locale, settings['shop.language']),
      timezone: row.member?.timezone ?? settings['shop.timezone'],
      roles: held,
      merchant: row.member?.merchant_id ?? null,
      rights: rightsOf(held, row.changes ?? []),
    },
  }
}
