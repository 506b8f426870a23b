import { type Selectable, sql } from 'kysely'
import type { Db, Tables, Trx } from '../../db/tables/index.ts'
import type { Jobs } from '../jobs.ts'
import { drawMessage, redrawMessages } from '../messages.ts'

/** What the alert about an episode of dead callbacks tells now. `dead` 0: all are redriven or skipped. */
export interface CallbackAlert {
  readonly since: Temporal.Instant
  readonly dead: number
  /** The one that died first of those that still are dead. */
  readonly first: Pick<Selectable<Tables['callbacks']>, 'type' | 'subject' | 'error'> | null
}

/** Alerts the operations channel of a callback that died (its row is changed): once, however many follow it. */
export async function alertOfDead(trx: Trx, jobs: Jobs, seq: bigint, now: Temporal.Instant): Promise<void> {
  // Two that die at once are one episode.
  await sql`select pg_advisory_xact_lock(hashtextextended('callbacks.dead', 0))`.execute(trx)
  const { began } = await trx
    .selectFrom('callbacks')
    .select(({ fn }) => fn.min('episode').as('began'))
    .where('state', '=', 'dead')
    .executeTakeFirstOrThrow()
  const episode = began ?? now
  await trx.updateTable('callbacks').set({ episode }).where('seq', '=', seq).execute()
  await drawMessage(trx, jobs, { kind: 'callback.alert', subject: String(episode), channel: 'channel.operations' })
}

/** Has the alert say what is left, after one of its callbacks was redriven or skipped. */
export const redrawAlert = (trx: Trx, jobs: Jobs, episode: Temporal.Instant): Promise<void> =>
  redrawMessages(trx, jobs, 'callback.alert', String(episode))

/** The alert that a message of kind `callback.alert` is about. */
export async function callbackAlert(db: Db, subject: string): Promise<CallbackAlert> {
  const since = Temporal.Instant.from(subject)
  const dead = db.selectFrom('callbacks').where('state', '=', 'dead').where('episode', '=', since)
  const [{ count }, first] = await Promise.all([
    dead.select(({ fn }) => fn.countAll<bigint>().as('count')).executeTakeFirstOrThrow(),
    dead.select(['type', 'subject', 'error']).orderBy('seq').limit(1).executeTakeFirst(),
  ])
  return { since, dead: Number(count), first: first ?? null }
}
