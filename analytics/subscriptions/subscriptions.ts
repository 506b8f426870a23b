import { type Selectable, sql } from 'kysely'
import type { Db, Tables, Trx } from '../../db/tables/index.ts'
import { audit } from '../../shop/audit.ts'
import type { Locale } from '../../shop/i18n/index.ts'
import { demand, ok, type Result, refuse } from '../../shop/result.ts'
import { timezone } from '../../shop/settings/define.ts'
import { transact } from '../../shop/transact.ts'
import { findReport } from '../reports/registry.ts'
import { parseSchedule, type Schedule, scheduleText } from './schedule.ts'

/** A report that is posted to a channel by itself. */
export interface Subscription {
  readonly id: string
  readonly report: string
  /** Only this merchant's lines; null for the whole shop. */
  readonly merchant: string | null
  readonly schedule: Schedule
  /** Whose clocks the schedule means; the report's days are the shop's. */
  readonly zone: string
  /** Null: the channel's language. */
  readonly locale: Locale | null
  /** An address as of messages: the setting that names the channel, or the channel. */
  readonly channel: string
  readonly owner: string
  readonly activeSince: Temporal.Instant
  readonly paused: boolean
  readonly removed: boolean
}

/** Who changes a subscription, and how they came to it. `merchant`: only subscriptions of this merchant are within reach. */
export interface Actor {
  readonly member: string
  readonly merchant: string | null
  readonly via: string
}

export interface NewSubscription {
  readonly report: string
  /** As parseSchedule reads it. */
  readonly schedule: string
  readonly zone: string
  readonly channel: string
  readonly locale: Locale | null
}

export function subscriptionOf(row: Selectable<Tables['subscriptions']>): Subscription {
  return {
    id: String(row.id),
    report: row.report,
    merchant: row.filters.merchant ?? null,
    schedule: demand(parseSchedule(row.schedule)),
    zone: row.timezone,
    locale: row.locale as Locale | null,
    channel: row.channel,
    owner: row.owner,
    activeSince: row.active_since,
    paused: row.paused_at !== null,
    removed: row.removed_at !== null,
  }
}

/** Schedules a report, for the actor's merchant where they are one. Refuses an unknown report, schedule or zone, and one there is already. */
export function createSubscription(
  db: Db,
  wanted: NewSubscription,
  actor: Actor,
  now: Temporal.Instant,
): Promise<Result<Subscription>> {
  return transact(db, async (trx) => {
    const definition = findReport(wanted.report, actor.merchant)
    if (!definition.ok) return definition
    const schedule = parseSchedule(wanted.schedule)
    if (!schedule.ok) return schedule
    if (!timezone('UTC').schema.safeParse(wanted.zone).success)
      return refuse('schedule.unknown_timezone', { zone: wanted.zone })
    const planned = {
      report: wanted.report,
      filters: JSON.stringify(actor.merchant === null ? {} : { merchant: actor.merchant }),
      schedule: scheduleText(schedule.value),
      timezone: wanted.zone,
      channel: wanted.channel,
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
      .where(sql<boolean>`filters = ${planned.filters}::jsonb`)
      .executeTakeFirst()
    if (twin) return refuse('subscription.exists', { id: String(twin.id) })
    const row = await trx
      .insertInto('subscriptions')
      .values({
        ...planned,
        locale: wanted.locale,
        owner: actor.member,
        created_at: now,
        active_since: now,
      })
      .returningAll()
      .executeTakeFirstOrThrow()
    const { report, filters, schedule: text, timezone: zone, channel } = row
    await record(trx, 'scheduled', String(row.id), { report, filters, schedule: text, zone, channel }, actor, now)
    return ok(subscriptionOf(row))
  })
}

/** The subscriptions there are, oldest first; of one merchant where given. */
export async function listSubscriptions(db: Db, merchant: string | null = null): Promise<Subscription[]> {
  const rows = await db.selectFrom('subscriptions').selectAll().where('removed_at', 'is', null).orderBy('id').execute()
  return rows.map(subscriptionOf).filter((subscription) => merchant === null || subscription.merchant === merchant)
}

/** Posts nothing until resumed. Again changes nothing. */
export const pauseSubscription = (db: Db, id: string, actor: Actor, now: Temporal.Instant) =>
  change(db, id, 'paused', ({ paused }) => (paused ? null : { paused_at: now }), actor, now)

/** Posts again from the next slot on: what was missed while paused stays missed. */
export const resumeSubscription = (db: Db, id: string, actor: Actor, now: Temporal.Instant) =>
  change(db, id, 'resumed', ({ paused }) => (paused ? { paused_at: null, active_since: now } : null), actor, now)

/** Ends it for good; what was posted stays. */
export const removeSubscription = (db: Db, id: string, actor: Actor, now: Temporal.Instant) =>
  change(db, id, 'removed', () => ({ removed_at: now }), actor, now)

type Change = Partial<Pick<Selectable<Tables['subscriptions']>, 'paused_at' | 'active_since' | 'removed_at'>>

function change(
  db: Db,
  id: string,
  action: 'paused' | 'resumed' | 'removed',
  changeOf: (subscription: Subscription) => Change | null,
  actor: Actor,
  now: Temporal.Instant,
): Promise<Result<Subscription & { changed: boolean }>> {
  return transact<Subscription & { changed: boolean }>(db, async (trx) => {
    const unknown = refuse('subscription.unknown', { id })
    if (!/^\d{1,18}$/.test(id)) return unknown
    const row = await trx
      .selectFrom('subscriptions')
      .selectAll()
      .where('id', '=', BigInt(id))
      .where('removed_at', 'is', null)
      .forUpdate()
      .executeTakeFirst()
    const subscription = row && subscriptionOf(row)
    if (!subscription || (actor.merchant !== null && subscription.merchant !== actor.merchant)) return unknown
    const set = changeOf(subscription)
    if (!set) return ok({ ...subscription, changed: false })
    const changed = await trx
      .updateTable('subscriptions')
      .set(set)
      .where('id', '=', BigInt(id))
      .returningAll()
      .executeTakeFirstOrThrow()
    await record(trx, action, id, undefined, actor, now)
    return ok({ ...subscriptionOf(changed), changed: true })
  })
}

const record = (trx: Trx, action: string, id: string, after: unknown, { member, via }: Actor, now: Temporal.Instant) =>
  audit(trx, { member, action: `report.${action}`, subject: id, after, via }, now)
