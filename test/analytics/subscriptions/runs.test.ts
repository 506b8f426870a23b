import { describe, expect, test } from 'vitest'
import { createSubscription, pauseSubscription, removeSubscription } from '../../../analytics/subscriptions/change.ts'
import { recordDone } from '../../../analytics/subscriptions/outcome.ts'
import { planReports } from '../../../analytics/subscriptions/plan.ts'
import { findRun, prepareRun, reportOfRun } from '../../../analytics/subscriptions/run.ts'
import { runNow } from '../../../analytics/subscriptions/runs.ts'
import { openDatabase } from '../../../db/connect.ts'
import type { Jobs } from '../../../shop/jobs.ts'
import { demand } from '../../../shop/result.ts'
import { writeOrder } from '../orders.ts'
import { at, created, daily, mei, recordingJobs, subscriptionsWorld } from './subscriptions-world.ts'

const { world, claimed, runsOf } = subscriptionsWorld()

describe('a due slot', () => {
  test('is claimed once by three processes on one database, with one job', async () => {
    const others = await Promise.all([1, 2].map(() => openDatabase({ url: world.database.url, dataDir: '' })))
    const { jobs, added } = recordingJobs()
    for (let n = 0; n < 10; n++)
      demand(await createSubscription(world.database.db, { ...daily, channel: `reports-${n}` }, mei, created))
    const now = at('2026-11-20T01:00:30Z')
    const planned = await Promise.all([world.database, ...others].map(({ db }) => planReports(db, jobs, now)))
    expect(planned.reduce((sum, count) => sum + count)).toBe(10)
    expect(new Set(added.map(({ key }) => key)).size).toBe(10)
    expect(added).toHaveLength(10)
    expect(await planReports(world.database.db, jobs, now)).toBe(0)
    for (const other of others) await other.close()
  })

  test('whose job could not be queued is not claimed and comes again', async () => {
    await createSubscription(world.database.db, daily, mei, created)
    const broken: Jobs = { add: () => Promise.reject(new Error('killed')) }
    const now = at('2026-11-20T01:00:30Z')
    await expect(planReports(world.database.db, broken, now)).rejects.toThrow('killed')
    expect(await planReports(world.database.db, recordingJobs().jobs, now)).toBe(1)
  })

  test('is got ready for posting as often as its job comes, until it is noted as posted', async () => {
    const { db, jobs, id, now, run } = await claimed()
    const key = `report.run:${id}@${run.slot}`
    expect([await prepareRun(db, jobs, run, now), await prepareRun(db, jobs, run, now)]).toEqual([key, key])
    await recordDone(db, run, 'posted', null, now)
    expect(await prepareRun(db, jobs, run, now)).toBeNull()
    expect(await db.selectFrom('messages').select(['key', 'channel']).execute()).toEqual([{ key, channel: 'reports' }])
    expect(await runsOf(id)).toMatchObject([{ state: 'posted', late: false }])
  })

  test('after downtime is only the latest one, which says that it is late', async () => {
    const { db } = world.database
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
    const { db, jobs, added, id, now, run } = await claimed()
    await end(db, id, mei, now)
    expect(await prepareRun(db, jobs, run, now)).toBeNull()
    expect(added.map(({ name }) => name)).toEqual(['report.run'])
    const rows = await db.selectFrom('report_runs').select(['state', 'trouble']).execute()
    expect(rows).toMatchObject([{ state: 'skipped', trouble: { code } }])
  })

  test('in which nothing happened is skipped where its subscription says so', async () => {
    const { db } = world.database
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

describe('a subscription run now', () => {
  test('is run once a click, also when paused, and its schedule stays', async () => {
    const { db } = world.database
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
