import { type RawBuilder, sql } from 'kysely'
import { admitSandboxPeople } from '../../../bot/people.ts'
import { plannersOf } from '../../../bot/planners.ts'
import { Sessions } from '../../../bot/session.ts'
import { type Database, openDatabase } from '../../../db/connect.ts'
import type { Trx } from '../../../db/tables/index.ts'
import { grantRole } from '../../../shop/access/members.ts'
import { openSession } from '../../../shop/access/session.ts'
import { keepReceiver } from '../../../shop/callbacks/tell.ts'
import type { Jobs } from '../../../shop/jobs.ts'
import { PermissionUses } from '../../../shop/team/uses.ts'
import { freshDatabase } from '../../postgres.ts'
import { putOnSale } from '../../shop/goods.ts'
import { slackAtHand } from './slack.ts'

/** On the shop's clocks: `03-08 09:30` (of 2026, with seconds where they matter), or another zone's. */
export const on = (local: string, zone = 'America/New_York'): Temporal.Instant =>
  Temporal.PlainDateTime.from(`2026-${local.replace(' ', 'T')}`)
    .toZonedDateTime(zone, { disambiguation: 'reject' })
    .toInstant()

export type TravelWorld = Awaited<ReturnType<typeof travelWorld>>

/**
 * A shop of New York with its people, and all planners of the program in so many processes. Whatever is queued is written
 * down with the clock's time in the transaction that it belongs to.
 */
export async function travelWorld(processes: number) {
  const database = await freshDatabase()
  const { db, url } = database
  const databases: Database[] = [database]
  while (databases.length < processes) databases.push(await openDatabase({ url, dataDir: '' }))
  const clock = { now: on('02-14 23:59') }
  await sql`create table fired (at timestamptz not null, what text not null)`.execute(db)
  const jobs: Jobs = {
    async add(trx: Trx, name, _, key) {
      await sql`insert into fired values (${clock.now}, ${`${name} ${key}`})`.execute(trx)
      // As though it were done at once: what stays claimed for a day is queued again.
      if (name === 'report.run') await trx.updateTable('report_runs').set({ state: 'posted' }).execute()
    },
  }
  const planners = databases.flatMap((one) => plannersOn(one, jobs))

  const set = async (key: string, value: unknown, now = clock.now) => {
    const row = { value: JSON.stringify(value), updated_at: now }
    await db
      .insertInto('settings')
      .values({ key, ...row })
      .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
      .execute()
  }
  await set('shop.timezone', 'America/New_York')
  await set('favourite.keep_days', 14)
  await admitSandboxPeople(db, ['m1'], clock.now)
  await db.updateTable('members').set({ timezone: 'America/New_York' }).execute()
  await db.transaction().execute(async (trx) => {
    await keepReceiver(trx, true, clock.now)
    await grantRole(trx, { member: 'U0ZHAO', role: 'admin', by: null, via: 'test' }, clock.now)
  })
  await putOnSale(db, { sku: 'TEA', price: 90_00n, merchant: 'm1' })
  for (const sku of ['CUP', 'POT']) await putOnSale(db, { sku, price: 5_00n })

  return {
    ...{ db, jobs, clock, set },
    member: async (id: string) => (await openSession(db, id, null, clock.now)).member,
    /** Does something at a time. */
    async act(at: Temporal.Instant, work: () => Promise<unknown>) {
      clock.now = at
      await work()
    },
    /** A beat of every planner in every process at once. */
    async tick(at: Temporal.Instant) {
      clock.now = at
      await Promise.all(
        planners.map(async ({ name, run }) => {
          const done = await run(at)
          if (name === 'favourites' && done)
            await sql`insert into fired values (${at}, ${`${done} favourites forgotten`})`.execute(db)
        }),
      )
    },
    /** What happened by itself at these times, in order. */
    async log(ticks: readonly Temporal.Instant[]): Promise<string[]> {
      const { rows } = await happened(sql`${ticks.map(String)}::timestamptz[]`).execute(db)
      return rows.map(({ at, what }) => `${local(at)} ${what}`).toSorted()
    },
    async close() {
      for (const one of databases.toReversed()) await one.close()
    },
  }
}

function plannersOn({ db }: Database, jobs: Jobs) {
  const notices = { count: () => null, close: async () => {} }
  const idle = { commands: [], prefix: '', auditKeys: [], uses: new PermissionUses(), later() {} }
  return plannersOf({ db, jobs, slack: slackAtHand(), sessions: new Sessions(db, notices), ...idle })
}

/** `03-08 09:30:00`, as the shop's clocks show it. */
export const local = (at: Temporal.Instant): string =>
  String(at.toZonedDateTimeISO('America/New_York').toPlainDateTime().round('second')).slice(5).replace('T', ' ')

const happened = (ticks: RawBuilder<unknown>) => sql<{ at: Temporal.Instant; what: string }>`
  select at, what from (
    select at, regexp_replace(what, '^message.draw team.notice:.*', 'message.draw team.notice') as what from fired
      where what !~ '^callback.deliver |^message.draw support|^message.draw audit.head'
    union all select at, 'order ' || order_number || ' ' || kind from order_events
    union all select happened_at, 'told ' || subject || ' ' || type from callbacks
    union all select at, 'conversation of ' || customer_id || ' ' || event from conversation_entries
      join conversations on conversations.id = conversation_id where conversation_entries.kind = 'event'
    union all select at, 'audit ' || action || ' ' || subject from audit_log
  ) as everything where at = any (${ticks})`
