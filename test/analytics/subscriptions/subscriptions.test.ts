import { describe, expect, test } from 'vitest'
import {
  changeSubscription,
  createSubscription,
  pauseSubscription,
  removeSubscription,
  resumeSubscription,
} from '../../../analytics/subscriptions/change.ts'
import { planReports } from '../../../analytics/subscriptions/plan.ts'
import { listSubscriptions } from '../../../analytics/subscriptions/subscription.ts'
import type { Wanted } from '../../../analytics/subscriptions/wanted.ts'
import { demand } from '../../../shop/result.ts'
import { at, created, daily, mei, recordingJobs, subscriptionsWorld } from './subscriptions-world.ts'

const { world } = subscriptionsWorld()

describe('a subscription', () => {
  test('is created, listed, paused, resumed and removed, each time with an entry in the audit log', async () => {
    const { db } = world.database
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
    const { db } = world.database
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
    expect(await createSubscription(world.database.db, { ...daily, ...wrong }, mei, created)).toMatchObject({
      ok: false,
      code,
    })
  })

  test('is made once when it is asked for several times at once', async () => {
    const asked = Array.from({ length: 4 }, () => createSubscription(world.database.db, daily, mei, created))
    const codes = (await Promise.all(asked)).map((made) => (made.ok ? 'made' : made.code)).toSorted()
    expect(codes).toEqual(['made', ...Array(3).fill('subscription.exists')].toSorted())
    expect(await listSubscriptions(world.database.db)).toHaveLength(1)
  })

  test('in another language, or that skips what is empty, is another', async () => {
    const { db } = world.database
    const make = (more: Partial<Wanted>) => createSubscription(db, { ...daily, ...more }, mei, created)
    for (const more of [{}, { locale: 'zh-CN' }, { skipEmpty: true }] as const) {
      demand(await make(more))
      expect(await make(more)).toMatchObject({ code: 'subscription.exists' })
    }
  })

  test('is on the clocks of a zone however its name is cased', async () => {
    const made = await createSubscription(world.database.db, { ...daily, zone: 'asia/tokyo' }, mei, created)
    expect(demand(made)).toMatchObject({ zone: 'Asia/Tokyo' })
  })

  test('of a merchant is about its own lines, and is within reach of nobody else but the shop', async () => {
    const { db } = world.database
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
    const { db } = world.database
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
