import { sql } from 'kysely'
import type { Db, Trx } from '../../db/tables/index.ts'
import { reachOf } from '../../shop/access/member.ts'
import { openSession } from '../../shop/access/session.ts'
import type { Locale } from '../../shop/i18n/index.ts'
import { isMember } from '../../shop/messages.ts'
import type { Filters } from '../../shop/orders/narrowing.ts'
import { ok, type Result, refuse } from '../../shop/result.ts'
import { zoneNamed } from '../../shop/settings/define.ts'
import { findReport } from '../reports/registry.ts'
import { parseSchedule, scheduleText } from './schedule.ts'
import type { Period } from './windows.ts'

/** A subscription as a person wants it. */
export interface Wanted {
  readonly report: string
  /** As parseSchedule reads it. */
  readonly schedule: string
  /** However it is cased. */
  readonly zone: string
  readonly channel: string
  readonly locale: Locale | null
  readonly filters?: Filters
  readonly period?: Period | null
  readonly skipEmpty?: boolean
}

/**
 * What is kept of a wish. Refuses an unknown report, schedule or zone, a person who may not see the report, and a
 * subscription that is there already under another number than `id`.
 */
export async function plannedOf(trx: Trx, wanted: Wanted, id: string | null, now: Temporal.Instant) {
  const { filters = {}, period = null, skipEmpty = false, locale, channel } = wanted
  const definition = findReport(wanted.report, filters)
  if (!definition.ok) return definition
  const schedule = parseSchedule(wanted.schedule)
  if (!schedule.ok) return schedule
  const zone = zoneNamed(wanted.zone)
  if (zone === null) return refuse('schedule.unknown_timezone', { zone: wanted.zone })
  const received = await mayReceive(trx, { channel, merchant: filters.merchant ?? null }, now)
  if (!received.ok) return received
  const planned = {
    ...{ report: wanted.report, filters: JSON.stringify(filters), schedule: scheduleText(schedule.value) },
    ...{ timezone: zone, channel, locale, period, skip_empty: skipEmpty },
  }
  // One at a time, so that two who schedule the same at once do not both.
  await sql`lock table subscriptions in share row exclusive mode`.execute(trx)
  const twin = await trx
    .selectFrom('subscriptions')
    .select('id')
    .where('removed_at', 'is', null)
    .where('report', '=', planned.report)
    .where('schedule', '=', planned.schedule)
    .where('timezone', '=', planned.timezone)
    .where('channel', '=', planned.channel)
    .where('skip_empty', '=', planned.skip_empty)
    .where('period', 'is not distinct from', period)
    .where('locale', 'is not distinct from', locale)
    .where(sql<boolean>`filters = ${planned.filters}::jsonb`)
    .$if(id !== null, (query) => query.where('id', '!=', BigInt(id ?? 0)))
    .executeTakeFirst()
  return twin ? refuse('subscription.exists', { id: String(twin.id) }) : ok(planned)
}

/** Whether a report may go where it is to go: in somebody's direct messages it tells no more than they may see. */
export async function mayReceive(
  db: Db,
  { channel, merchant }: { channel: string; merchant: string | null },
  now: Temporal.Instant,
): Promise<Result<null>> {
  if (!isMember(channel)) return ok(null)
  const { member, deactivated } = await openSession(db, channel, null, now)
  if (deactivated) return refuse('run.recipient_gone', { member: channel })
  const scope = reachOf(member, 'report.view')
  return scope === null || (scope !== '' && scope === merchant)
    ? ok(null)
    : refuse('run.recipient_may_not', { member: channel })
}
