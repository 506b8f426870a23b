import { sql } from 'kysely'
import { afterAll, expect, test, vi } from 'vitest'
import { createSubscription } from '../../analytics/subscriptions/change.ts'
import { planReports } from '../../analytics/subscriptions/plan.ts'
import type { Services } from '../../bot/operation.ts'
import { postRun } from '../../bot/report-runs.ts'
import { Sessions } from '../../bot/session.ts'
import { connectSlack } from '../../bot/slack/clients.ts'
import { openDatabase } from '../../db/connect.ts'
import type { Db } from '../../db/tables/index.ts'
import type { JobData, Jobs } from '../../shop/jobs.ts'
import { demand } from '../../shop/result.ts'
import { drawOnce } from './processes/draw-once.ts'
import { layFuse } from './processes/fuse.ts'
import { type Outside, openOutside } from './processes/outside.ts'

// Slack is asked again after 0.2 s whether it has processed a file: 200 times that is long.
vi.mock('node:timers/promises', async (importOriginal) => {
  const timers = await importOriginal<typeof import('node:timers/promises')>()
  const setTimeout: typeof timers.setTimeout = (wait, ...rest) => timers.setTimeout(Math.min(wait ?? 0, 5), ...rest)
  return { ...timers, setTimeout }
})

// In this process and, by DRAW_ONCE, in the others.
afterAll(drawOnce())

const SLOTS = 200
const owner = { member: 'U0MEI', merchant: null, via: 'test' }
const wanted = { report: 'sales', zone: 'UTC', channel: 'reports', locale: null }

/** How often each run was posted, by its key, as the workspace has it; and how many charts stand beside the posts. */
function posted({ slack }: Outside) {
  const messages = [...(slack.store.channels.get('C0REPORTS')?.messages.values() ?? [])].filter(({ to }) => !to)
  const keys = messages.flatMap(({ metadata }) => (metadata ? [(metadata.event_payload as { key: string }).key] : []))
  return {
    posts: keys.length,
    keys: new Set(keys).size,
    charts: messages.filter(({ blocks }) => blocks.some(({ type }) => type === 'image')).length,
    files: messages.reduce((sum, { files }) => sum + files.length, 0),
  }
}
const once = { posts: SLOTS, keys: SLOTS, charts: SLOTS, files: SLOTS }

const outcomes = async ({ database }: Outside) =>
  (
    await database.db
      .selectFrom('report_runs')
      .select(['state', ({ fn }) => fn.countAll<bigint>().as('runs')])
      .groupBy('state')
      .execute()
  ).map(({ state, runs }) => `${runs} ${state}`)

test('of three programs one is killed every few seconds: 200 slots are 200 posts, none twice', {
  timeout: 240_000,
}, async ({ onTestFinished }) => {
  let now = Temporal.Instant.from('2026-03-10T00:30:00Z')
  const outside = await openOutside({ now: () => now.epochMilliseconds, processingMs: 0 })
  onTestFinished(outside.close)
  const { db } = outside.database
  for (let minute = 0; minute < 40; minute++) {
    const one = { ...wanted, schedule: `cron ${minute} * * * *` }
    demand(await createSubscription(db, one, owner, now))
  }
  const start = () => outside.start({ CLOCK: String(now), DRAW_ONCE: 'yes' })
  const programs = await Promise.all([start(), start(), start()])
  const beats = (async () => {
    for (let hour = 0; hour < SLOTS / 40; hour++) {
      now = now.add({ hours: 1 })
      await Promise.all(programs.map((program) => program.beat(now)))
    }
  })()
  // Wherever they are when so many are posted.
  for (const reached of [10, 50, 90, 130].map((few) => few + Math.random() * 30)) {
    await vi.waitFor(() => expect(posted(outside).posts).toBeGreaterThan(reached), { timeout: 120_000, interval: 10 })
    const place = Math.floor(Math.random() * programs.length)
    await programs[place]?.kill()
    programs[place] = await start()
  }
  await beats
  await outside.settled()
  expect(posted(outside)).toEqual(once)
  expect(await outcomes(outside)).toEqual([`${SLOTS} posted`])
})

test('killed at each step between due and posted, before it and after it, 200 slots are 200 posts, none twice', {
  timeout: 240_000,
}, async ({ onTestFinished }) => {
  let now = Temporal.Instant.from('2026-03-10T08:00:00Z')
  // No program runs that Slack could tell of what is posted: once is enough.
  const outside = await openOutside({ now: () => now.epochMilliseconds, processingMs: 0, retryDelays: [] })
  const fuse = layFuse()
  onTestFinished(async () => {
    fuse.remove()
    await outside.close()
  })
  demand(await createSubscription(outside.database.db, { ...wanted, schedule: 'daily 09:00' }, owner, now))
  // What the queue is to this: a job is kept with its transaction, and given out until it is done.
  await sql`create table kept_jobs (run jsonb primary key)`.execute(outside.database.db)
  const jobs: Jobs = {
    add: async (trx, _, data) => void (await sql`insert into kept_jobs values (${JSON.stringify(data)})`.execute(trx)),
  }
  const slack = await connectSlack('xoxb-outside', outside.slack.apiUrl, null)

  /** Plans and posts what is due, as a process does. */
  async function work(db: Db): Promise<void> {
    const sessions = new Sessions(db, { count: () => null, close: async () => {} })
    const services = {
      db,
      jobs,
      sessions,
      prefix: '',
      slack: { ...slack, channelIds: new Map() },
    } as unknown as Services
    await planReports(db, jobs, now)
    const { rows } = await sql<{ run: JobData['report.run'] }>`select run from kept_jobs`.execute(db)
    for (const { run } of rows) {
      await postRun(services, run, now)
      await sql`delete from kept_jobs where run = ${JSON.stringify(run)}`.execute(db)
    }
  }

  /** Works in a process that is killed at a step; false where it has fewer. Its sessions with the database end with it. */
  async function killedAt(at: number, when: 'before' | 'after'): Promise<boolean> {
    const { db, close } = await openDatabase({ url: outside.database.url, dataDir: '' })
    fuse.arm(at, when)
    const fault = await work(db).catch((error: unknown) => error)
    const blown = fuse.disarm()
    await close()
    if (fault && !blown) throw fault
    return blown
  }

  const last = { before: 0, after: 0 }
  let [at, when] = [1, 'before' as 'before' | 'after']
  for (let slot = 0; slot < SLOTS; slot++) {
    now = now.add({ hours: 24 })
    const killed = await killedAt(at, when)
    // Whoever takes over may be killed as well.
    if (killed && slot % 3 === 0) await killedAt(Math.ceil(Math.random() * 20), 'after')
    await work(outside.database.db)
    if (!killed) {
      last[when] = at - 1
      when = when === 'before' ? 'after' : 'before'
    }
    at = killed ? at + 1 : 1
  }
  expect(Math.min(last.before, last.after), 'steps at each of which it was killed').toBeGreaterThan(40)
  expect(posted(outside)).toEqual(once)
  expect(await outcomes(outside)).toEqual([`${SLOTS} posted`])
})
