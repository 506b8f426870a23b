import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  changeSubscription,
  createSubscription,
  pauseSubscription,
  removeSubscription,
  resumeSubscription,
} from '../../../analytics/subscriptions/change.ts'
import { recordDone, recordFailure } from '../../../analytics/subscriptions/outcome.ts'
import { passOn } from '../../../analytics/subscriptions/owners.ts'
import { planReports } from '../../../analytics/subscriptions/plan.ts'
import { findRun, prepareRun, reportOfRun } from '../../../analytics/subscriptions/run.ts'
import { lastRuns, runNow } from '../../../analytics/subscriptions/runs.ts'
import { listSubscriptions } from '../../../analytics/subscriptions/subscription.ts'
import type { Wanted } from '../../../analytics/subscriptions/wanted.ts'
import { type Database, openDatabase } from '../../../db/connect.ts'
import { grantRole } from '../../../shop/access/members.ts'
import type { Jobs } from '../../../shop/jobs.ts'
import { demand, refuse } from '../../../shop/result.ts'
import { freshDatabase } from '../../postgres.ts'
import { writeOrder } from '../orders.ts'

let database: Database & { url: string }
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())
beforeEach(async () => {
  for (const table of ['report_runs', 'messages', 'subscriptions', 'audit_log', 'member_roles', 'members'] as const)
    await database.db.deleteFrom(table).execute()
})

const mei = { member: 'U0MEI', merchant: null, via: '/report' }
const daily: Wanted = {
  report: 'sales',
  schedule: 'daily 09:00',
  zone: 'Asia/Shanghai',
  channel: 'reports',
  locale: null,
}
const at = (text: string) => Temporal.Instant.from(text)
const created = at('2026-11-20T00:00:00Z')

const runsOf = async (id: string) => demand(await lastRuns(database.db, id, null)).runs

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
        member_id: 'U0MEI',
      })),
    )
  })

  test('is changed, from the next slot of its new schedule on, and not into one there is already', async () => {
    const { db } = database
    const { jobs, added } = recordingJobs()
    const { id } = demand(await createSubscription(db, daily, mei, created))
    const other = demand(await createSubscription(db, { ...daily, report: 'orders' }, mei, created))
    const noon = at('2026-11-20T04:01:00Z')
    const wanted: Wanted = { ...daily, schedule: 'every 3h', locale: 'zh-CN', skipEmpty: true, period: '7d' }
    expect(demand(await changeSubscription(db, id, wanted, mei, noon))).toMatchObject({ changed: true, period: '7d' })
    expect(demand(await changeSubscription(db, id, wanted, mei, noon))).toMatchObject({ changed: false })
    expect(await changeSubscription(db, other.id, wanted, mei, noon)).toMatchObject({ code: 'subscription.exists' })
    const last = await db.selectFrom('audit_log').selectAll().orderBy('id', 'desc').executeTakeFirst()
    expect(last).toMatchObject({
      action: 'report.changed',
      before: { schedule: 'daily 09:00', locale: null },
      after: { schedule: 'every 3 hours', locale: 'zh-CN' },
    })
    await planReports(db, jobs, noon.add({ minutes: 1 }))
    expect(added).toMatchObject([{ data: { subscription: other.id } }])
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

  test('in another language, or that skips what is empty, is another', async () => {
    const { db } = database
    const make = (more: Partial<Wanted>) => createSubscription(db, { ...daily, ...more }, mei, created)
    for (const more of [{}, { locale: 'zh-CN' }, { skipEmpty: true }] as const) {
      demand(await make(more))
      expect(await make(more)).toMatchObject({ code: 'subscription.exists' })
    }
  })

  test('is on the clocks of a zone however its name is cased', async () => {
    const made = await createSubscription(database.db, { ...daily, zone: 'asia/tokyo' }, mei, created)
    expect(demand(made)).toMatchObject({ zone: 'Asia/Tokyo' })
  })

  test('of a merchant is about its own lines, and is within reach of nobody else but the shop', async () => {
    const { db } = database
    const tea = { member: 'U0TEA', merchant: 'tea', via: '/report' }
    const silk = { member: 'U0SILK', merchant: 'silk', via: '/report' }
    const { id, merchant } = demand(await createSubscription(db, daily, tea, created))
    expect(merchant).toBe('tea')
    expect(await listSubscriptions(db, 'silk')).toEqual([])
    expect(await removeSubscription(db, id, silk, created)).toMatchObject({ code: 'subscription.unknown' })
    expect(await pauseSubscription(db, id, mei, created)).toMatchObject({ ok: true })
    expect(await createSubscription(db, { ...daily, report: 'payments' }, tea, created)).toMatchObject({
      code: 'report.not_by',
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

  test('is got ready for posting as often as its job comes, until it is noted as posted', async () => {
    const { db } = database
    const { jobs } = recordingJobs()
    const { id } = demand(await createSubscription(db, daily, mei, created))
    const now = at('2026-11-20T01:00:30Z')
    await planReports(db, jobs, now)
    const run = { subscription: id, slot: '2026-11-20T01:00:00Z' }
    const key = `report.run:${id}@${run.slot}`
    expect([await prepareRun(db, jobs, run, now), await prepareRun(db, jobs, run, now)]).toEqual([key, key])
    await recordDone(db, run, 'posted', null, now)
    expect(await prepareRun(db, jobs, run, now)).toBeNull()
    expect(await db.selectFrom('messages').select(['key', 'channel']).execute()).toEqual([{ key, channel: 'reports' }])
    expect(await runsOf(id)).toMatchObject([{ state: 'posted', late: false }])
  })

  test('after downtime is only the latest one, which says that it is late', async () => {
    const { db } = database
    await writeOrder(db, { number: 'late', at: '2026-11-22T05:00:00Z', lines: [{ price: 12_00n }] })
    const { jobs, added } = recordingJobs()
    const { id } = demand(await createSubscription(db, daily, mei, created))
    const now = at('2026-11-23T08:00:00Z')
    await planReports(db, jobs, now)
    expect(added).toMatchObject([{ name: 'report.run', data: { subscription: id, slot: '2026-11-23T01:00:00Z' } }])
    await prepareRun(db, jobs, { subscription: id, slot: '2026-11-23T01:00:00Z' }, now)
    const [message] = await db.selectFrom('messages').selectAll().execute()
    const run = await findRun(db, message?.subject ?? '')
    if (!run) throw new Error('no run')
    const report = demand(await reportOfRun(db, run, now))
    expect({
      late: run.late,
      id: run.subscription.id,
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

  test.each([
    [removeSubscription, 'run.removed'],
    [pauseSubscription, 'run.paused'],
  ])('of a subscription removed or paused meanwhile is not posted', async (end, code) => {
    const { db } = database
    const { jobs, added } = recordingJobs()
    const { id } = demand(await createSubscription(db, daily, mei, created))
    const now = at('2026-11-20T01:00:30Z')
    await planReports(db, jobs, now)
    await end(db, id, mei, now)
    expect(await prepareRun(db, jobs, { subscription: id, slot: '2026-11-20T01:00:00Z' }, now)).toBeNull()
    expect(added.map(({ name }) => name)).toEqual(['report.run'])
    const rows = await db.selectFrom('report_runs').select(['state', 'trouble']).execute()
    expect(rows).toMatchObject([{ state: 'skipped', trouble: { code } }])
  })

  test('in which nothing happened is skipped where its subscription says so', async () => {
    const { db } = database
    const { jobs } = recordingJobs()
    await writeOrder(db, { number: 'some', at: '2026-12-21T05:00:00Z', lines: [{ price: 1_00n }] })
    const { id } = demand(await createSubscription(db, { ...daily, skipEmpty: true }, mei, created))
    for (const day of ['21', '22', '23']) {
      const slot = `2026-12-${day}T01:00:00Z`
      await planReports(db, jobs, at(slot))
      const key = await prepareRun(db, jobs, { subscription: id, slot }, at(slot))
      expect([day, key !== null]).toEqual([day, day === '22'])
    }
    expect((await runsOf(id)).map(({ state, trouble }) => [state, trouble])).toEqual([
      ['skipped', null],
      ['claimed', null],
      ['skipped', null],
    ])
  })
})

describe('a run that fails', () => {
  const gone = refuse('run.channel_gone')

  /** Fails whenever it is tried, beat by beat, until it is not tried again; gives the minutes at which it was. */
  async function failing(id: string, slot: string, minutes: number): Promise<number[]> {
    const { db } = database
    const tried: number[] = []
    for (let minute = 0; minute <= minutes; minute++) {
      const { jobs, added } = recordingJobs()
      const now = at(slot).add({ minutes: minute })
      await planReports(db, jobs, now)
      if (added.some(({ name }) => name === 'report.run')) tried.push(minute)
      for (const { name } of added)
        if (name === 'report.run') await recordFailure(db, jobs, { subscription: id, slot }, gone, now)
    }
    return tried
  }

  test('is tried again after longer and longer waits, and then its owner is told, once a day', async () => {
    const { db } = database
    const { id } = demand(await createSubscription(db, daily, mei, created))
    expect(await failing(id, '2026-11-20T01:00:00Z', 200)).toEqual([0, 1, 6, 21, 51])
    const key = `report.failed:${id}@2026-11-20T01:00:00Z`
    expect(await db.selectFrom('messages').select(['key', 'channel']).execute()).toEqual([{ key, channel: 'U0MEI' }])
    expect(await runsOf(id)).toMatchObject([{ state: 'failed', attempts: 5, retryAt: null, trouble: gone }])

    await changeSubscription(db, id, { ...daily, schedule: 'every 2 hours' }, mei, at('2026-11-20T02:00:00Z'))
    for (const slot of ['2026-11-20T04:00:00Z', '2026-11-21T00:00:00Z']) await failing(id, slot, 60)
    const told = await db.selectFrom('messages').select('key').orderBy('key').execute()
    expect(told.map((row) => row.key)).toEqual([key, `report.failed:${id}@2026-11-21T00:00:00Z`])
  })

  test('is overtaken by the next slot, and its owner told', async () => {
    const { db } = database
    const { jobs, added } = recordingJobs()
    const { id } = demand(await createSubscription(db, { ...daily, schedule: 'cron 0,15 * * * *' }, mei, created))
    const [first, second] = ['2026-11-20T01:00:00Z', '2026-11-20T01:15:00Z']
    for (const [minutes, fails] of [
      [0, true],
      [1, true],
      [6, true],
      [15, false],
      [40, false],
    ] as const) {
      const now = at(first).add({ minutes })
      await planReports(db, jobs, now)
      if (fails) await recordFailure(db, jobs, { subscription: id, slot: first }, gone, now)
    }
    expect(added.flatMap(({ name, key }) => (name === 'report.run' ? [key] : []))).toEqual([
      ...Array(3).fill(`${id}@${first}`),
      `${id}@${second}`,
    ])
    expect((await runsOf(id)).map(({ state }) => state)).toEqual(['claimed', 'failed'])
    expect(added.map(({ key }) => key)).toContain(`report.failed:${id}@${first}`)
  })

  test('goes to the channel that its subscription names by then', async () => {
    const { db } = database
    const { jobs } = recordingJobs()
    const { id } = demand(await createSubscription(db, daily, mei, created))
    const now = at('2026-11-20T01:00:30Z')
    await planReports(db, jobs, now)
    const run = { subscription: id, slot: '2026-11-20T01:00:00Z' }
    await prepareRun(db, jobs, run, now)
    await recordFailure(db, jobs, run, gone, now)
    await changeSubscription(db, id, { ...daily, channel: 'general' }, mei, now)
    await planReports(db, jobs, now.add({ minutes: 1 }))
    await prepareRun(db, jobs, run, now.add({ minutes: 1 }))
    expect(await db.selectFrom('messages').select('channel').execute()).toEqual([{ channel: 'general' }])
  })
})

describe('a subscription run now', () => {
  test('is run once a click, also when paused, and its schedule stays', async () => {
    const { db } = database
    const { jobs, added } = recordingJobs()
    const { id } = demand(await createSubscription(db, { ...daily, schedule: 'weekly fri 09:00' }, mei, created))
    const slot = at('2026-11-20T01:00:00Z')
    await planReports(db, jobs, slot.subtract({ minutes: 1 }))
    for (const now of [slot, slot]) demand(await runNow(db, jobs, id, mei, now))
    expect(await planReports(db, jobs, slot)).toBe(1)
    await pauseSubscription(db, id, mei, slot)
    demand(await runNow(db, jobs, id, mei, slot.add({ hours: 50 })))
    expect(new Set(added.map(({ key }) => key)).size).toBe(4)
    expect((await runsOf(id)).map(({ asked }) => asked)).toEqual([true, true, true, false])
    expect(await runNow(db, jobs, '99', mei, slot)).toMatchObject({ code: 'subscription.unknown' })
    const run = await findRun(db, added.at(-1)?.key ?? '')
    const report = run && demand(await reportOfRun(db, run, slot.add({ hours: 50 })))
    expect([String(report?.window.from), String(report?.window.to)]).toEqual(['2026-11-13', '2026-11-19'])
  })
})

describe('whose report it is', () => {
  const grant = (member: string, role: string, more: { merchant?: string } = {}) =>
    database.db.transaction().execute(async (trx) => {
      await grantRole(trx, { member, role, ...more, by: null, via: 'test' }, created)
    })

  test('passes from who has left to the first administrator, who is told, in the audit', async () => {
    const { db } = database
    const { jobs, added } = recordingJobs()
    await grant('U0MEI', 'manager')
    const { id } = demand(await createSubscription(db, daily, mei, created))
    expect(await passOn(db, jobs, created)).toBe(0)
    await db.updateTable('members').set({ deactivated_at: created }).execute()
    expect(await passOn(db, jobs, created)).toBe(0)
    await grant('U0ANA', 'admin')
    expect([await passOn(db, jobs, created), await passOn(db, jobs, created)]).toEqual([1, 0])
    expect(await listSubscriptions(db)).toMatchObject([{ id, owner: 'U0ANA', paused: false }])
    const last = await db.selectFrom('audit_log').selectAll().orderBy('id', 'desc').executeTakeFirst()
    expect(last).toMatchObject({ action: 'report.passed', before: { owner: 'U0MEI' }, after: { owner: 'U0ANA' } })
    expect(added).toMatchObject([{ name: 'message.draw', key: `report.passed:${id}@${last?.id}` }])
    const [message] = await db.selectFrom('messages').select('channel').execute()
    expect(message).toEqual({ channel: 'U0ANA' })
  })

  test('who gets it in direct messages may see it, when it is scheduled and when it is posted', async () => {
    const { db } = database
    const { jobs } = recordingJobs()
    await db
      .insertInto('merchants')
      .values({ id: 'tea', name: 'Tea' })
      .onConflict((c) => c.doNothing())
      .execute()
    await grant('U0MEI', 'manager')
    await grant('U0TEA', 'merchant', { merchant: 'tea' })
    const to = (channel: string, filters = {}) => createSubscription(db, { ...daily, channel, filters }, mei, created)
    expect(await to('U0TEA')).toMatchObject({ code: 'run.recipient_may_not' })
    expect(await to('U0NOBODY')).toMatchObject({ code: 'run.recipient_may_not' })
    demand(await to('U0TEA', { merchant: 'tea' }))
    const { id } = demand(await to('U0MEI'))
    const now = at('2026-11-20T01:00:00Z')
    await planReports(db, jobs, now)
    await db.deleteFrom('member_roles').where('member_id', '=', 'U0MEI').execute()
    expect(await prepareRun(db, jobs, { subscription: id, slot: String(now) }, now)).toBeNull()
    expect(await runsOf(id)).toMatchObject([{ state: 'retrying', trouble: { code: 'run.recipient_may_not' } }])
  })
})
