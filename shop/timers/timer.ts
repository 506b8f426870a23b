import { type RawBuilder, sql } from 'kysely'
import type { Db, Trx } from '../../db/tables/index.ts'
import { anyOf } from '../any-of.ts'
import { eachAlone } from '../each-alone.ts'
import type { Jobs } from '../jobs.ts'
import { lockOrder, type Order } from '../orders/record.ts'
import { demand } from '../result.ts'
import type { Settings } from '../settings/registry.ts'

/** What a timer does its work with. */
export interface Beat {
  readonly trx: Trx
  readonly jobs: Jobs
  readonly settings: Settings
  readonly now: Temporal.Instant
}

interface Due {
  readonly base: RawBuilder<Temporal.Instant>
  readonly where: RawBuilder<boolean>
}

/**
 * Something that happens to an order by itself when its time comes. `base` is what the time counts from: it fires once
 * for each, so an order whose time is set anew can fire anew.
 */
export interface Timer {
  readonly name: string
  /** Which orders it is time for, and what their time counts from (both over `orders`); null: switched off. */
  due(settings: Settings, now: Temporal.Instant): Due | null
  fire(beat: Beat, order: Order, base: Temporal.Instant): Promise<void>
}

const MOST_A_SWEEP = 500

/** Of `orders` those that it is time for and for which it has not fired. Imported history is left alone. */
const waiting = (name: string, { base, where }: Due) =>
  sql<boolean>`not imported and ${where} and not exists (select from order_timers
    where order_number = orders.number and timer = ${name} and order_timers.base = ${base})`

/** Whether it is time for any of several timers. */
export function anyDue(db: Db, timers: readonly Timer[], settings: Settings, now: Temporal.Instant): Promise<boolean> {
  const looks = timers.flatMap((timer) => {
    const due = timer.due(settings, now)
    return due ? [db.selectFrom('orders').select('number').where(waiting(timer.name, due))] : []
  })
  return anyOf(db, looks)
}

/**
 * Fires a timer for the orders whose time has come. Each is its own transaction, which looks again under the order's lock
 * and keeps that it fired: however many beats were missed and however many processes sweep, it fires once. Orders that fail
 * hold up no other; all failures are thrown together at the end.
 */
export async function sweepTimer(
  db: Db,
  jobs: Jobs,
  timer: Timer,
  settings: Settings,
  now: Temporal.Instant,
): Promise<void> {
  const due = timer.due(settings, now)
  if (!due) return
  const rows = await db
    .selectFrom('orders')
    .select('number')
    .where(waiting(timer.name, due))
    .orderBy(due.base)
    .limit(MOST_A_SWEEP)
    .execute()
  await eachAlone(rows, timer.name, ({ number }) =>
    db.transaction().execute(async (trx) => {
      const order = demand(await lockOrder(trx, number))
      const still = await trx
        .selectFrom('orders')
        .select(due.base.as('base'))
        .where('number', '=', number)
        .where(waiting(timer.name, due))
        .executeTakeFirst()
      if (!still) return
      const { base } = still
      await trx
        .insertInto('order_timers')
        .values({ order_number: number, timer: timer.name, base, fired_at: now })
        .execute()
      await timer.fire({ trx, jobs, settings, now }, order, base)
    }),
  )
}
