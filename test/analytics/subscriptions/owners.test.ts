import { describe, expect, test } from 'vitest'
import { createSubscription } from '../../../analytics/subscriptions/change.ts'
import { passOn } from '../../../analytics/subscriptions/owners.ts'
import { planReports } from '../../../analytics/subscriptions/plan.ts'
import { prepareRun } from '../../../analytics/subscriptions/run.ts'
import { listSubscriptions } from '../../../analytics/subscriptions/subscription.ts'
import { grantRole } from '../../../shop/access/members.ts'
import { demand } from '../../../shop/result.ts'
import { at, created, daily, mei, recordingJobs, subscriptionsWorld } from './subscriptions-world.ts'

const { world, runsOf } = subscriptionsWorld()

describe('whose report it is', () => {
  const grant = (member: string, role: string, more: { merchant?: string } = {}) =>
    world.database.db.transaction().execute(async (trx) => {
      await grantRole(trx, { member, role, ...more, by: null, via: 'test' }, created)
    })

  test('passes from who has left to the first administrator, who is told, in the audit', async () => {
    const { db } = world.database
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

  test('passes from who may schedule only a merchant’s by now, and a merchant’s from who stands for another', async () => {
    const { db } = world.database
    const { jobs } = recordingJobs()
    for (const id of ['tea', 'silk'])
      await db
        .insertInto('merchants')
        .values({ id, name: id })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    await grant('U0ANA', 'admin')
    await grant('U0MEI', 'merchant', { merchant: 'tea' })
    const wang = { member: 'U0WANG', merchant: 'tea', via: 'test' }
    await grant('U0WANG', 'merchant', { merchant: 'tea' })
    const whole = demand(await createSubscription(db, daily, mei, created))
    const own = demand(await createSubscription(db, { ...daily, schedule: 'daily 10:00' }, wang, created))
    const owners = async () => (await listSubscriptions(db)).map(({ id, owner }) => [id, owner])
    expect(await passOn(db, jobs, created)).toBe(1)
    await db.updateTable('members').set({ merchant_id: 'silk' }).where('id', '=', 'U0WANG').execute()
    expect([await passOn(db, jobs, created), await passOn(db, jobs, created)]).toEqual([1, 0])
    expect(await owners()).toEqual([
      [whole.id, 'U0ANA'],
      [own.id, 'U0ANA'],
    ])
    expect((await listSubscriptions(db, 'tea')).map(({ id }) => id)).toEqual([own.id])
  })

  test('who gets it in direct messages may see it, when it is scheduled and when it is posted', async () => {
    const { db } = world.database
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
