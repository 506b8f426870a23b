import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { planReports } from '../../../analytics/subscriptions/plan.ts'
import { reportOfRun, runReport } from '../../../analytics/subscriptions/run.ts'
import {
  createSubscription,
  listSubscriptions,
  pauseSubscription,
  removeSubscription,
  resumeSubscription,
} from '../../../analytics/subscriptions/subscriptions.ts'
import { type Database, openDatabase } from '../../../db/connect.ts'
import type { Jobs } from '../../../shop/jobs.ts'
import { demand } from '../../../shop/result.ts'
import { freshDatabase } from '../../postgres.ts'
import { writeOrder } from '../orders.ts'

let database: Database & { url: string }
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())
beforeEach(async () => {
  for (const table of ['report_runs', 'messages', 'subscriptions', 'audit_log'] as const)
    await database.db.deleteFrom(table).execute()
})

const mei = { member: 'U_MEI', merchant: null, via: '/report' }
const daily = { report: 'sales', schedule: 'daily 09:00', zone: 'Asia/Shanghai', channel: 'reports', locale: null }
const at = (text: string) => Temporal.Instant.from(text)
const created = at('2026-11-20T00:00:00Z')

/** A queue that remembers what was added by transactions that were kept. */
function recordingJobs() {
  const added: { name: string; data: unknown; key: string }[] = []
  const jobs: Jobs = { add: async (_, name, data, key) => void added.push({ name, data, key }) }
  return { jobs, added }
}

describe('a subscription', () => {
  test('is created, listed, paused, resumed and removed, each time with an entry in the audit log', async () => {
    const { db } = database
    const { id } = demand(await createSubscription(db, { ...daily, schedule: 'weekly fri 8:05' }, mei, created))
    expect(await listSubscriptions(db)).toMatchObject([{ id, report: 'sales', channel: 'reports', paused: false }])
    expect(demand(await pauseSubscription(db, id, mei, created))).toMatchObject({ paused: true })
    expect(demand(await pauseSubscription(db, id, mei, created))).toMatchObject({ paused: true })
    expect(demand(await resumeSubscription(db, id, mei, created))).toMatchObject({ paused: false })
    expect(demand(await removeSubscription(db, id, mei, created))).toMatchObject({ removed: true })
    expect(await listSubscriptions(db)).toEqual([])
    const entries = await db.selectFrom('audit_log').select(['action', 'subject', 'member_id']).orderBy('id').execute()
    expect(entries).toEqual(
      ['scheduled', 'paused', 'resumed', 'removed'].map((verb) => ({
        action: `report.${verb}`,
        subject: id,
        member_id: 'U_MEI',
      })),
    )
  })

  test.each([
    [{ report: 'sale' }, 'report.unknown'],
    [{ schedule: 'sometimes' }, 'schedule.malformed'],
    [{ zone: 'Mars/Olympus' }, 'schedule.unknown_timezone'],
  ])('with %o is refused', async (wrong, code) => {
    expect(await createSubscription(database.db, { ...daily, ...wrong }, mei, created)).toMatchObject({
      ok: false,
      code,
    })
  })

  test('is made once when it is asked for several times at once', async () => {
    const asked = Array.from({ length: 4 }, () => createSubscription(database.db, daily, mei, created))
    const codes = (await Promise.all(asked)).map((made) => (made.ok ? 'made' : made.code)).toSorted()
    expect(codes).toEqual(['made', ...Array(3).fill('subscription.exists')].toSorted())
    expect(await listSubscriptions(database.db)).toHaveLength(1)
  })

  test('of a merchant is about its own lines, and is within reach of nobody else but the shop', async () => {
    const { db } = database
    const tea = { member: 'U_TEA', merchant: 'tea', via: '/report' }
    const silk = { member: 'U_SILK', merchant: 'silk', via: '/report' }
    const { id, merchant } = demand(await createSubscription(db, daily, tea, created))
    expect(merchant).toBe('tea')
    expect(await listSubscriptions(db, 'silk')).toEqual([])
    expect(await removeSubscription(db, id, silk, created)).toMatchObject({ code: 'subscription.unknown' })
    expect(await pauseSubscription(db, id, mei, created)).toMatchObject({ ok: true })
    expect(await createSubscription(db, { ...daily, report: 'payments' }, tea, created)).toMatchObject({
      code: 'report.not_per_merchant',
    })
  })

  test('that was paused posts from the next slot on and not what it missed', async () => {
    const { db } = database
    const { jobs, added } = recordingJobs()
    const { id } = demand(await createSubscription(db, daily, mei, created))
    await pauseSubscription(db, id, mei, created)
    await planReports(db, jobs, at('2026-11-21T02:00:00Z'))
    await resumeSubscription(db, id, mei, at('2026-11-22T02:00:00Z'))
    await planReports(db, jobs, at('2026-11-22T02:01:00Z'))
    expect(added).toEqual([])
    await planReports(db, jobs, at('2026-11-23T01:00:00Z'))
    expect(added).toMatchObject([{ data: { subscription: id, slot: '2026-11-23T01:00:00Z' } }])
  })
})

describe('a due slot', () => {
  test('is claimed once by three processes on one database, with one job', async () => {
    const others = await Promise.all([1, 2].map(() => openDatabase({ url: database.url, dataDir: '' })))
    const { jobs, added } = recordingJobs()
    for (let n = 0; n < 10; n++)
      demand(await createSubscription(database.db, { ...daily, channel: `reports-${n}` }, mei, created))
    const now = at('2026-11-20T01:00:30Z')
    const planned = await Promise.all([database, ...others].map(({ db }) => planReports(db, jobs, now)))
    expect(planned.reduce((sum, count) => sum + count)).toBe(10)
    expect(new Set(added.map(({ key }) => key)).size).toBe(10)
    expect(added).toHaveLength(10)
    expect(await planReports(database.db, jobs, now)).toBe(0)
    for (const other of others) await other.close()
  })

  test('whose job could not be queued is not claimed and comes again', async () => {
    await createSubscription(database.db, daily, mei, created)
    const broken: Jobs = { add: () => Promise.reject(new Error('killed')) }
    const now = at('2026-11-20T01:00:30Z')
    await expect(planReports(database.db, broken, now)).rejects.toThrow('killed')
    expect(await planReports(database.db, recordingJobs().jobs, now)).toBe(1)
  })

  test('is handed to the outbox once, however often its job comes, and not at all where the first time was cut short', async () => {
    const { db } = database
    const { jobs, added } = recordingJobs()
    const { id } = demand(await createSubscription(db, daily, mei, created))
    const now = at('2026-11-20T01:00:30Z')
    await planReports(db, jobs, now)
    const run = { subscription: id, slot: '2026-11-20T01:00:00Z' }
    await expect(runReport(db, { add: () => Promise.reject(new Error('killed')) }, run, now)).rejects.toThrow('killed')
    await runReport(db, jobs, run, now)
    await runReport(db, jobs, run, now)
    expect(added.filter(({ name }) => name === 'message.draw')).toEqual([
      { name: 'message.draw', data: { key: `report.run:${id}@${run.slot}` }, key: `report.run:${id}@${run.slot}` },
    ])
    expect(await db.selectFrom('report_runs').select(['state', 'late']).execute()).toEqual([
      { state: 'posted', late: false },
    ])
  })

  test('after downtime is only the latest one, which says that it is late', async () => {
    const { db } = database
    await writeOrder(db, { number: 'late', at: '2026-11-22T05:00:00Z', lines: [{ price: 12_00n }] })
    const { jobs, added } = recordingJobs()
    const { id } = demand(await createSubscription(db, daily, mei, created))
    const now = at('2026-11-23T08:00:00Z')
    await planReports(db, jobs, now)
    expect(added).toMatchObject([{ name: 'report.run', data: { subscription: id, slot: '2026-11-23T01:00:00Z' } }])
    await runReport(db, jobs, { subscription: id, slot: '2026-11-23T01:00:00Z' }, now)
    const [message] = await db.selectFrom('messages').selectAll().execute()
    const run = await reportOfRun(db, message?.subject ?? '', now)
    if (!run) throw new Error('no run')
    const { late, report, subscription } = demand(run)
    expect({
      late,
      id: subscription.id,
      from: String(report.window.from),
      to: String(report.window.to),
      by: report.by,
    }).toEqual({
      late: true,
      id,
      from: '2026-11-22',
      to: '2026-11-22',
      by: 'hour',
    })
    expect(report.totals).toMatchObject({ orders_placed: 1n, total_sales: 12_00n })
  })

  test('of a subscription removed meanwhile is not posted', async () => {
    const { db } = database
    const { jobs, added } = recordingJobs()
    const { id } = demand(await createSubscription(db, daily, mei, created))
    const now = at('2026-11-20T01:00:30Z')
    await planReports(db, jobs, now)
    await removeSubscription(db, id, mei, now)
    await runReport(db, jobs, { subscription: id, slot: '2026-11-20T01:00:00Z' }, now)
    expect(added.map(({ name }) => name)).toEqual(['report.run'])
    expect(await db.selectFrom('report_runs').select('state').execute()).toEqual([{ state: 'failed' }])
  })
})
