import { afterAll, beforeAll, beforeEach } from 'vitest'
import { createSubscription } from '../../../analytics/subscriptions/change.ts'
import { planReports } from '../../../analytics/subscriptions/plan.ts'
import { lastRuns } from '../../../analytics/subscriptions/runs.ts'
import type { Wanted } from '../../../analytics/subscriptions/wanted.ts'
import type { Database } from '../../../db/connect.ts'
import type { Jobs } from '../../../shop/jobs.ts'
import { demand } from '../../../shop/result.ts'
import { freshDatabase } from '../../postgres.ts'

/** A database of the file's own, in which each test finds no subscription. */
export function subscriptionsWorld() {
  const world = {} as { database: Database & { url: string } }
  beforeAll(async () => {
    world.database = await freshDatabase()
  })
  afterAll(() => world.database.close())
  beforeEach(async () => {
    for (const table of ['report_runs', 'messages', 'subscriptions', 'audit_log', 'member_roles', 'members'] as const)
      await world.database.db.deleteFrom(table).execute()
  })
  /** A daily report that is due and claimed, with the queue that it is in. */
  async function claimed() {
    const { db } = world.database
    const { jobs, added } = recordingJobs()
    const { id } = demand(await createSubscription(db, daily, mei, created))
    const now = at('2026-11-20T01:00:30Z')
    await planReports(db, jobs, now)
    return { db, jobs, added, id, now, run: { subscription: id, slot: '2026-11-20T01:00:00Z' } }
  }
  const runsOf = async (id: string) => demand(await lastRuns(world.database.db, id, null)).runs
  return { world, claimed, runsOf }
}

export const mei = { member: 'U0MEI', merchant: null, via: '/report' }
export const daily: Wanted = {
  report: 'sales',
  schedule: 'daily 09:00',
  zone: 'Asia/Shanghai',
  channel: 'reports',
  locale: null,
}
export const at = (text: string) => Temporal.Instant.from(text)
/** When subscriptions of these tests are created. */
export const created = at('2026-11-20T00:00:00Z')

/** A queue that remembers what was added by transactions that were kept. */
export function recordingJobs() {
  const added: { name: string; data: unknown; key: string }[] = []
  const jobs: Jobs = { add: async (_, name, data, key) => void added.push({ name, data, key }) }
  return { jobs, added }
}
