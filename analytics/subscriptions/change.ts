import type { Updateable } from 'kysely'
import type { Db, Tables, Trx } from '../../db/tables/index.ts'
import { audit } from '../../shop/audit.ts'
import { ok, type Result, refuse } from '../../shop/result.ts'
import { transact } from '../../shop/transact.ts'
import type { Actor } from '../actor.ts'
import { scheduleText } from './schedule.ts'
import { type Subscription, subscriptionNumbered, subscriptionOf } from './subscription.ts'
import { plannedOf, type Wanted } from './wanted.ts'

type Changed = Subscription & { changed: boolean }

/** A merchant's people have only what is cut down to their merchant. */
const within = (wanted: Wanted, { merchant }: Actor): Wanted =>
  merchant === null ? wanted : { ...wanted, filters: { ...wanted.filters, merchant } }

/** Schedules a report, for the actor's merchant where they are one. Refuses as `plannedOf`. */
export function createSubscription(
  db: Db,
  wanted: Wanted,
  actor: Actor,
  now: Temporal.Instant,
): Promise<Result<Subscription>> {
  return transact(db, async (trx) => {
    const planned = await plannedOf(trx, within(wanted, actor), null, now)
    if (!planned.ok) return planned
    const row = await trx
      .insertInto('subscriptions')
      .values({
        ...planned.value,
        owner: actor.member,
        of_merchant: actor.merchant,
        created_at: now,
        active_since: now,
      })
      .returningAll()
      .executeTakeFirstOrThrow()
    const subscription = subscriptionOf(row)
    await record(trx, 'scheduled', subscription.id, { after: told(subscription) }, actor, now)
    return ok(subscription)
  })
}

/**
 * Gives a subscription other properties; its owner stays. With another schedule or zone it posts from the next slot on.
 * The same again changes nothing. Refuses as `plannedOf`, and what is not there.
 */
export const changeSubscription = (db: Db, id: string, wanted: Wanted, actor: Actor, now: Temporal.Instant) =>
  change(db, id, 'changed', actor, now, async (before, trx) => {
    const planned = await plannedOf(trx, within(wanted, actor), before.id, now)
    if (!planned.ok) return planned
    const { schedule, timezone } = planned.value
    const anew = schedule !== scheduleText(before.schedule) || timezone !== before.zone
    return ok({ ...planned.value, ...(anew && { active_since: now }) })
  })

/** Posts nothing until resumed. Again changes nothing. */
export const pauseSubscription = (db: Db, id: string, actor: Actor, now: Temporal.Instant) =>
  change(db, id, 'paused', actor, now, async ({ paused }) => ok(paused ? {} : { paused_at: now }))

/** Posts again from the next slot on: what was missed while paused stays missed. */
export const resumeSubscription = (db: Db, id: string, actor: Actor, now: Temporal.Instant) =>
  change(db, id, 'resumed', actor, now, async ({ paused }) => ok(paused ? { paused_at: null, active_since: now } : {}))

/** Ends it for good; what was posted stays. */
export const removeSubscription = (db: Db, id: string, actor: Actor, now: Temporal.Instant) =>
  change(db, id, 'removed', actor, now, async () => ok({ removed_at: now }))

type Change = Updateable<Tables['subscriptions']>

function change(
  db: Db,
  id: string,
  action: 'changed' | 'paused' | 'resumed' | 'removed',
  actor: Actor,
  now: Temporal.Instant,
  changeOf: (subscription: Subscription, trx: Trx) => Promise<Result<Change>>,
): Promise<Result<Changed>> {
  return transact<Changed>(db, async (trx) => {
    const before = await subscriptionNumbered(trx, id, actor.merchant, { lock: true })
    if (!before) return refuse('subscription.unknown', { id })
    const set = await changeOf(before, trx)
    if (!set.ok) return set
    if (Object.keys(set.value).length === 0) return ok({ ...before, changed: false })
    const row = await trx
      .updateTable('subscriptions')
      .set(set.value)
      .where('id', '=', BigInt(before.id))
      .returningAll()
      .executeTakeFirstOrThrow()
    const after = subscriptionOf(row)
    if (JSON.stringify(after) === JSON.stringify(before)) return ok({ ...before, changed: false })
    const difference = action === 'changed' ? { before: told(before), after: told(after) } : {}
    await record(trx, action, before.id, difference, actor, now)
    return ok({ ...after, changed: true })
  })
}

/** What the audit keeps of a subscription. */
const told = ({ report, filters, schedule, zone, channel, locale, period, skipEmpty }: Subscription) => ({
  ...{ report, filters, schedule: scheduleText(schedule), zone, channel },
  ...{ locale, period, skip_empty: skipEmpty },
})

const record = (
  trx: Trx,
  action: string,
  id: string,
  difference: { before?: unknown; after?: unknown },
  { member, via }: Actor,
  now: Temporal.Instant,
) => audit(trx, { member, action: `report.${action}`, subject: id, ...difference, via }, now)
