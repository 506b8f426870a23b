import { randomUUID } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import { fromKysely, PgBoss, type Queue, type QueueResult } from 'pg-boss'
import type { Database } from '../db/connect.ts'
import type { Trx } from '../db/tables/index.ts'
import type { Key } from './i18n/index.ts'

/** What each kind of job carries. Handlers are idempotent: a job may come again. */
export interface JobData {
  /** Post a message, or redraw it where it stands (key of `messages`). */
  'message.draw': { key: string }
  /** Hand one part of a refund to its payment provider. */
  'refund.submit': { order: string; refund: string; payment: string }
  /** Compute and post one run of a report subscription. */
  'report.run': { subscription: string; slot: string }
  /** Go on with the storefront's events that waited for something. */
  'intake.resume': { subject: string }
  /** Deliver a callback to the storefront. */
  'callback.deliver': { seq: string }
  /** Look for codes in a picture that someone shared. `at`: when, an ISO instant. */
  'photo.read': { user: string; channel: string; direct: boolean; file: string; at: string }
  /** Put a mark (the name of an emoji) on what somebody wrote. */
  'message.mark': { channel: string; ts: string; mark: string }
  /** Say something to one person where they wrote. */
  'message.whisper': { user: string; channel: string; thread: string | null; key: Key }
}
export type JobName = keyof JobData

/**
 * Retries go on for about a day, at most 10 minutes apart; then the job stays failed, where an admin sees and redrives it.
 * Strict order per key: two draws of one message must not overtake each other. A process shows every 5 s that it still
 * has a job; 10 s of silence (the least there is) means that it was killed or hangs, and the job is done anew. So the
 * expiry need not be short: it bounds only handlers that never end.
 */
const options = {
  ...{ retryLimit: 150, retryDelay: 1, retryBackoff: true, retryDelayMax: 600 },
  ...{ heartbeatSeconds: 10, expireInSeconds: 300, notify: true },
} satisfies Omit<Queue, 'name'>

/** How many jobs of a kind one process does at a time. */
const workers: Record<JobName, number> = {
  'message.draw': 4,
  'refund.submit': 2,
  'report.run': 4,
  'intake.resume': 1,
  'callback.deliver': 4,
  'photo.read': 2,
  'message.mark': 2,
  'message.whisper': 1,
}
const names = Object.keys(workers)

/** New jobs are announced; looking every 2 s finds those whose time to be tried again has come. */
const polling = { pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 2 } as const

/** How often processes look for jobs whose holder has fallen silent. On PGlite there is one process: nobody looks so often. */
const supervision = { superviseIntervalSeconds: 5, monitorIntervalSeconds: 5 } as const

/** How the queue's sessions are called in `pg_stat_activity`, each process with an id of its own. */
const SESSIONS = 'backroom-queue '

/** The queue as operations see it. */
export interface Jobs {
  /** Queues a job in the caller's transaction. Jobs of one key run one after the other, in this order. */
  add<N extends JobName>(trx: Trx, name: N, data: JobData[N], key: string): Promise<void>
}

/** The queue as the program sees it: operations add, workers take. */
export interface JobQueue extends Jobs {
  work<N extends JobName>(name: N, handler: (data: JobData[N]) => Promise<void>): Promise<void>
  /** Jobs not finished yet (waiting, running or to be retried). */
  pending(): Promise<number>
  stop(): Promise<void>
}

/** Opens the queue on a database. Faults of handlers and of the queue itself go to `report`. */
export async function openJobs(database: Database, report: (error: unknown, job: string) => void): Promise<JobQueue> {
  const self = `${SESSIONS}${randomUUID()}`
  const boss = new PgBoss({
    ...{ application_name: self, ...database.queue, ...(database.kind === 'postgres' && supervision) },
    ...{ useListenNotify: true, schedule: false, persistWarnings: false },
  })
  boss.on('error', (error) => report(error, 'queue'))
  await boss.start()
  await takeOver(database, self)
  const queues = new Map((await boss.getQueues(names)).map((queue) => [queue.name, queue]))
  const isAsWanted = (queue: QueueResult | undefined) =>
    queue && Object.entries(options).every(([option, value]) => queue[option as keyof Queue] === value)
  for (const name of names) {
    // Most starts find them as they should be, and in the instance's cache.
    if (isAsWanted(queues.get(name))) continue
    await boss.createQueue(name, { policy: 'key_strict_fifo', ...options })
    // Creating leaves a queue as it is where an earlier version has made it.
    await boss.updateQueue(name, options)
    // Fills the queue's entry in the instance's cache: a look-up from inside a transaction would wait for itself on PGlite.
    await boss.getQueueStats(name)
  }
  return {
    async add(trx, name, data, key) {
      await boss.send(name, data, { singletonKey: key, db: fromKysely(trx) })
    },
    async work(name, handler) {
      for (let worker = 0; worker < workers[name]; worker++) {
        // Having had a job, a worker looks for the next at once: what waited behind it by its key was announced while
        // it could not be fetched yet.
        const id: string = await boss.work(name, { ...polling }, async ([job]) => {
          boss.notifyWorker(id)
          if (!job) return
          try {
            await handler(job.data as Parameters<typeof handler>[0])
          } catch (error) {
            report(error, name)
            throw error
          }
        })
      }
    },
    async pending() {
      const { rows } = await sql<{ n: number }>`
        select count(*)::int as n from pgboss.job
        where name = any (${names}) and state in ('created', 'retry', 'active')`.execute(database.db)
      return rows[0]?.n ?? 0
    },
    stop: () => boss.stop({ graceful: true, timeout: 5_000 }),
  }
}

/** A job of a kind that failed for good; it holds back what follows by its key. `data` as it was given. */
export const failedJob = (name: JobName, key: RawBuilder<unknown>, data: RawBuilder<unknown>) =>
  sql<boolean>`exists (select from pgboss.job as failed where failed.name = ${name} and failed.state = 'failed'
    and failed.singleton_key = ${key} and failed.data @> ${data})`

/** Forgets the jobs of a key that failed for good, so that those that follow can run; gives how many. */
export async function forgetFailed(trx: Trx, name: JobName, key: string): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from pgboss.job where name = ${name} and state = 'failed' and singleton_key = ${key}`.execute(trx)
  return Number(numAffectedRows)
}

/**
 * Has jobs done anew at once that a process held which is gone, where this process is the only one: what a crash
 * interrupted goes on with the restart. The server ends the sessions of a killed process, so whoever has none is gone;
 * where there are other processes, the silence of its holder frees a job.
 */
async function takeOver({ db }: Database, self: string): Promise<void> {
  await sql`
    update pgboss.job set state = 'retry', start_after = now()
    where state = 'active' and name = any (${names}) and not exists (
      select from pg_stat_activity
      where datname = current_database() and starts_with(application_name, ${SESSIONS}) and application_name <> ${self}
    )`.execute(db)
}
