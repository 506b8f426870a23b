import { sql } from 'kysely'
import type { Db, Trx } from '../../db/tables/index.ts'
import type { Jobs } from '../jobs.ts'

/** Most that one beat hands to the queue. */
const AT_ONCE = 500
const DAYS_KEPT = 14

interface Queued {
  seq: bigint
  subject: string
}

/** Nothing before it of its subject is open. The rows of one subject are few, read by their own index. */
const isFirst = sql<boolean>`not exists (
  select from callbacks as earlier
  where earlier.subject = one.subject and earlier.seq < one.seq and earlier.state in ('waiting', 'queued', 'dead'))`

/** The first that is open of its subject, and due. */
const isDue = (now: Temporal.Instant) =>
  sql<boolean>`state = 'waiting' and (due_at is null or due_at <= ${now}) and ${isFirst}`

/**
 * Hands what is due to the queue: of each subject the first that is open, unless it died. Several processes may do so
 * at once. Does nothing where nobody wants to be told.
 */
export async function queueCallbacks(db: Db, jobs: Jobs, now: Temporal.Instant): Promise<void> {
  // Asked every second: most of the time this is all.
  const { rows: waiting } = await sql`
    select from callbacks as one where ${isDue(now)} and exists (select from callback_receiver) limit 1`.execute(db)
  if (waiting.length === 0) return
  await db.transaction().execute(async (trx) => {
    const { rows } = await sql<Queued>`
      update callbacks set state = 'queued' where seq in (
        select seq from callbacks as one where ${isDue(now)} order by seq limit ${AT_ONCE} for update skip locked)
      returning seq, subject`.execute(trx)
    await addJobs(trx, jobs, rows)
  })
}

async function addJobs(trx: Trx, jobs: Jobs, rows: readonly Queued[]): Promise<void> {
  for (const { seq, subject } of rows) await jobs.add(trx, 'callback.deliver', { seq: String(seq) }, subject)
}

/** Hands the next of a subject to the queue at once, where it waits for nothing else. */
export async function queueNext(trx: Trx, jobs: Jobs, subject: string): Promise<void> {
  const { rows } = await sql<Queued>`
    update callbacks as one set state = 'queued'
    where state = 'waiting' and due_at is null and seq = (
      select seq from callbacks where subject = ${subject} and state in ('waiting', 'queued', 'dead')
      order by seq limit 1)
    returning seq, subject`.execute(trx)
  await addJobs(trx, jobs, rows)
}

/** Forgets what was delivered or skipped two weeks ago. */
export const forgetCallbacks = (db: Db, now: Temporal.Instant) =>
  db
    .deleteFrom('callbacks')
    .where('ended_at', '<', now.subtract({ hours: 24 * DAYS_KEPT }))
    .execute()
