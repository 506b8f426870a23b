import { describe, expect, test } from 'vitest'
import { changeSubscription, createSubscription } from '../../../analytics/subscriptions/change.ts'
import { recordFailure, recordUnreachable } from '../../../analytics/subscriptions/outcome.ts'
import { planReports } from '../../../analytics/subscriptions/plan.ts'
import { findRun, prepareRun } from '../../../analytics/subscriptions/run.ts'
import { demand, refuse } from '../../../shop/result.ts'
import { at, created, daily, mei, recordingJobs, subscriptionsWorld } from './subscriptions-world.ts'

const { world, claimed, runsOf } = subscriptionsWorld()

describe('a run that fails', () => {
  const gone = refuse('run.channel_gone')

  /** Fails whenever it is tried, beat by beat, until it is not tried again; gives the minutes at which it was. */
  async function failing(id: string, slot: string, minutes: number): Promise<number[]> {
    const { db } = world.database
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
    const { db } = world.database
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
    const { db } = world.database
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

  test('is not posted any more where Slack was away until a later one was due', async () => {
    const { db } = world.database
    const { jobs } = recordingJobs()
    const { id } = demand(await createSubscription(db, { ...daily, schedule: 'cron 0,15 * * * *' }, mei, created))
    const slots = ['2026-11-20T01:00:00Z', '2026-11-20T01:15:00Z', '2026-11-20T02:00:00Z'] as const
    for (const slot of slots) {
      await planReports(db, jobs, at(slot))
      await recordUnreachable(db, { subscription: id, slot })
    }
    const keys = []
    for (const slot of slots) keys.push(await prepareRun(db, jobs, { subscription: id, slot }, at(slots[2])))
    expect(keys).toEqual([null, null, `report.run:${id}@${slots[2]}`])
    const states = (await runsOf(id)).map(({ state, trouble }) => [state, trouble?.code])
    expect(states).toEqual([
      ['claimed', 'run.unreachable'],
      ['skipped', 'run.overtaken'],
      ['skipped', 'run.overtaken'],
    ])
  })

  test('is queued again where the queue gave up on it, as after a day without Slack', async () => {
    const { db } = world.database
    const { jobs, added } = recordingJobs()
    const { id } = demand(await createSubscription(db, { ...daily, schedule: 'weekly fri 09:00' }, mei, created))
    const slot = '2026-11-20T01:00:00Z'
    for (const hours of [0, 25, 26, 27, 51]) await planReports(db, jobs, at(slot).add({ hours }))
    expect(added.map(({ key }) => key)).toEqual(Array(2).fill(`${id}@${slot}`))
  })

  test('is about what it was about when it was due, also by another schedule', async () => {
    const { db, jobs, id, now, run } = await claimed()
    await recordFailure(db, jobs, run, gone, now)
    await changeSubscription(db, id, { ...daily, schedule: 'monthly 1 10:00', channel: 'general' }, mei, now)
    const found = await findRun(db, `${id}@${run.slot}`)
    expect([String(found?.window.from), String(found?.window.to)]).toEqual(['2026-11-19', '2026-11-19'])
  })

  test('goes to the channel that its subscription names by then', async () => {
    const { db, jobs, id, now, run } = await claimed()
    await prepareRun(db, jobs, run, now)
    await recordFailure(db, jobs, run, gone, now)
    await changeSubscription(db, id, { ...daily, channel: 'general' }, mei, now)
    await planReports(db, jobs, now.add({ minutes: 1 }))
    await prepareRun(db, jobs, run, now.add({ minutes: 1 }))
    expect(await db.selectFrom('messages').select('channel').execute()).toEqual([{ channel: 'general' }])
  })
})
