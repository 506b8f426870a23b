import type { Selectable } from 'kysely'
import type { Db, Tables, Trx } from '../../db/tables/index.ts'
import type { Jobs } from '../jobs.ts'
import { alertOfDead } from './alert.ts'
import { queueNext } from './queue.ts'
import { callbackKinds } from './registry.ts'
import { type Failure, type Fetch, type Receiver, sendCallback } from './send.ts'

type Callback = Selectable<Tables['callbacks']>

/** Seconds from one attempt to the next, as Standard Webhooks recommends: a bit more than a day in all. */
export const RETRY_AFTER = [5, 300, 1800, 7200, 18_000, 36_000, 36_000] as const

/**
 * Delivers one callback that was handed to the queue, and has the next of its subject follow; the worker of
 * `callback.deliver`. Whatever the storefront does not take is tried again, up to eight times; then it is dead, and holds
 * back what follows it until somebody redrives or skips it. At least once: a process that is killed after the storefront
 * took it sends it again, by the same id.
 */
export async function deliverCallback(
  db: Db,
  jobs: Jobs,
  receiver: Receiver,
  fetch: Fetch,
  seq: string,
  now: Temporal.Instant,
): Promise<void> {
  const row = await db.selectFrom('callbacks').selectAll().where('seq', '=', BigInt(seq)).executeTakeFirst()
  if (row?.state !== 'queued') return
  const failure = await sendCallback(fetch, receiver, { id: row.id, body: bodyOf(row) }, now)
  await db.transaction().execute(async (trx) => {
    const { state } = await trx
      .selectFrom('callbacks')
      .select('state')
      .where('seq', '=', row.seq)
      .forUpdate()
      .executeTakeFirstOrThrow()
    // Another process that took this one for dead was quicker.
    if (state !== 'queued') return
    await (failure ? keepFailure(trx, jobs, row, failure, now) : keepDelivery(trx, jobs, row, now))
  })
}

const bodyOf = ({ type, happened_at, data }: Callback): string =>
  JSON.stringify({ type, timestamp: String(happened_at), data })

async function keepDelivery(trx: Trx, jobs: Jobs, row: Callback, now: Temporal.Instant): Promise<void> {
  const attempts = row.attempts + 1
  await trx
    .updateTable('callbacks')
    .set({ state: 'delivered', attempts, ended_at: now, error: null })
    .where('seq', '=', row.seq)
    .execute()
  const kind = callbackKinds.find(({ type }) => type === row.type)
  await kind?.delivered?.(trx, jobs, row.data, now)
  await queueNext(trx, jobs, row.subject)
}

async function keepFailure(
  trx: Trx,
  jobs: Jobs,
  { seq, attempts }: Callback,
  { why, retryAfter }: Failure,
  now: Temporal.Instant,
): Promise<void> {
  const after = RETRY_AFTER[attempts]
  const error = JSON.stringify({ code: why.code, values: why.values })
  const tried = { attempts: attempts + 1, error }
  await trx
    .updateTable('callbacks')
    .set(
      after === undefined
        ? { ...tried, state: 'dead', due_at: null }
        : { ...tried, state: 'waiting', due_at: now.add({ seconds: Math.max(after, retryAfter ?? 0) }) },
    )
    .where('seq', '=', seq)
    .execute()
  if (after === undefined) await alertOfDead(trx, jobs, seq, now)
}
