import type { ExpressionBuilder } from 'kysely'
import type { Db, Tables } from '../../db/tables/index.ts'
import type { Jobs } from '../jobs.ts'
import { drawMessage, redrawMessages } from '../messages.ts'
import type { Refusal } from '../result.ts'
import { latestSlot } from '../slots.ts'
import type { Contradiction } from './check.ts'
import type { Settings } from './registry.ts'

/** Something that an examination found: a contradiction, or a self-test that failed, with why. */
export type Wrong =
  | ({ readonly what: 'check' } & Contradiction)
  | { readonly what: 'test'; readonly name: string; readonly why: Pick<Refusal, 'code' | 'values'> }

/** What the operations channel is told of an episode of trouble: all that is wrong now, nothing once it is over. */
export interface Trouble {
  readonly since: Temporal.Instant
  readonly at: Temporal.Instant
  readonly wrong: readonly Wrong[]
}

/** When nobody works, on the shop's clock. */
const AT = '03:30'
const DAYS_KEPT = 30
/** While something is wrong, it is looked so often whether it is mended. */
const AGAIN_AFTER = { hours: 1 }

const latest = (db: Db) => db.selectFrom('self_checks').selectAll().orderBy('at', 'desc').limit(1)

/** The night for which an examination is due now, or since when the last one found something is long enough ago; null: none is. */
export async function selfCheckDue(
  db: Db,
  settings: Settings,
  now: Temporal.Instant,
): Promise<{ slot: Temporal.Instant | null } | null> {
  const slot = latestSlot({ zone: settings['shop.timezone'], time: AT }, now)
  const nights = ({ selectFrom }: ExpressionBuilder<Tables, 'self_checks'>) =>
    selectFrom('self_checks')
      .select(({ fn }) => fn.max('slot').as('slot'))
      .as('night')
  const last = await latest(db).select(nights).executeTakeFirst()
  if (!last?.night || Temporal.Instant.compare(last.night, slot) < 0) return { slot }
  const again = last.episode && Temporal.Instant.compare(last.at.add(AGAIN_AFTER), now) <= 0
  return again ? { slot: null } : null
}

/**
 * Keeps what an examination found. Trouble is posted to the operations channel, one post an episode, which is redrawn as
 * things are mended and says so when all are. Of two processes that examine the same night, the later one keeps nothing.
 */
export async function keepSelfCheck(
  db: Db,
  jobs: Jobs,
  { slot, wrong }: { slot: Temporal.Instant | null; wrong: readonly Wrong[] },
  now: Temporal.Instant,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const before = await latest(trx).executeTakeFirst()
    const episode = wrong.length > 0 ? (before?.episode ?? now) : null
    const kept = await trx
      .insertInto('self_checks')
      .values({ at: now, slot, episode, wrong: JSON.stringify(wrong) })
      .onConflict((conflict) => conflict.doNothing())
      .returning('at')
      .executeTakeFirst()
    if (!kept) return
    await trx
      .deleteFrom('self_checks')
      .where('at', '<', now.subtract({ hours: 24 * DAYS_KEPT }))
      .execute()
    if (episode)
      await drawMessage(trx, jobs, { kind: 'doctor.alert', subject: String(episode), channel: 'channel.operations' })
    else if (before?.episode) await redrawMessages(trx, jobs, 'doctor.alert', String(before.episode))
  })
}

/** What is wrong now of an episode that began then; null where nothing was ever examined. */
export async function troubleSince(db: Db, subject: string): Promise<Trouble | null> {
  const since = Temporal.Instant.from(subject)
  const last = await latest(db).executeTakeFirst()
  if (!last) return null
  const open = last.episode?.equals(since)
  return { since, at: last.at, wrong: open ? (last.wrong as unknown as Wrong[]) : [] }
}

/** How many things the latest examination found wrong. */
export const wrongNow = async (db: Db): Promise<number> => (await latest(db).executeTakeFirst())?.wrong.length ?? 0
