import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { reviewReport } from '../../../shop/reviews/alert.ts'
import { reviewQueue } from '../../../shop/reviews/list.ts'
import { hideReview, publishReview } from '../../../shop/reviews/moderate.ts'
import { dismissReport, reportReview } from '../../../shop/reviews/report.ts'
import { hoursLater, now } from '../goods.ts'
import { manager, merchant, support, visitor } from '../people.ts'
import { posted, reviewWorld } from './world.ts'

const world = await reviewWorld()
const { db, jobs, added, size, asked, one, queued, told } = world
afterAll(world.close)
beforeEach(world.begin)

describe('moderation', () => {
  test('of several who publish and hide at once, each state is left once; all messages are redrawn', async () => {
    await posted(db, jobs, 'A/1', 1, { sku: 'TEA' })
    added.length = 0
    const all = await Promise.all(Array.from({ length: 6 }, () => publishReview(db, jobs, asked('A/1'), now)))
    expect(all.filter(({ ok }) => ok)).toHaveLength(1)
    expect(all.filter((done) => !done.ok && done.code === 'review.already_published')).toHaveLength(5)
    expect(added.map(({ key }) => key)).toEqual(['review.alert:A/1:UWANG', 'review.alert:A/1:UWEI'])
    expect(await db.selectFrom('audit_log').select('action').execute()).toEqual([{ action: 'review.published' }])
  })

  test('hiding needs a reason that can be seen, and says who was first', async () => {
    await posted(db, jobs, 'A/1', 4)
    for (const reason of ['', '  ', '\u200b'])
      expect(await hideReview(db, jobs, { ...asked('A/1'), reason }, now)).toMatchObject({
        code: 'review.reason_needed',
      })
    await hideReview(db, jobs, { ...asked('A/1'), reason: ' insults ' }, now)
    expect(await hideReview(db, jobs, { ...asked('A/1'), reason: 'too' }, now)).toMatchObject({
      code: 'review.already_hidden',
      values: { member: manager.id, reason: 'insults' },
    })
  })

  test('is not for merchants, support or visitors', async () => {
    await posted(db, jobs, 'A/1', 1, { sku: 'TEA' })
    for (const member of [merchant('m1'), support, visitor]) {
      const denied = { code: 'access.denied', values: { permission: 'review.moderate' } }
      expect(await publishReview(db, jobs, asked('A/1', member), now)).toMatchObject(denied)
      expect(await hideReview(db, jobs, { ...asked('A/1', member), reason: 'x' }, now)).toMatchObject(denied)
      expect(await reviewQueue(db, member, size)).toMatchObject(denied)
    }
  })
})

describe('a report', () => {
  const report = (reason = 'insults') => reportReview(db, jobs, { ...asked('A/1', merchant('m1')), reason }, now)
  const subjectOf = async () =>
    (await db.selectFrom('messages').select('subject').where('kind', '=', 'review.report').executeTakeFirstOrThrow())
      .subject

  test('stands in the queue and in the operations channel until somebody dismisses it', async () => {
    await posted(db, jobs, 'A/1', 5, { sku: 'TEA' })
    expect(await report()).toMatchObject({ ok: true })
    expect(await report('again')).toMatchObject({ code: 'review.already_reported' })
    expect(await told()).toEqual([{ kind: 'review.report', channel: 'channel.operations' }])
    expect(await queued()).toEqual(['A/1'])
    expect(await reviewReport(db, await subjectOf())).toMatchObject({ reason: 'insults', settled: null })
    expect(await dismissReport(db, jobs, asked('A/1', merchant('m1')), now)).toMatchObject({ code: 'access.denied' })
    expect(await dismissReport(db, jobs, asked('A/1'), hoursLater(1))).toMatchObject({ ok: true })
    expect(await dismissReport(db, jobs, asked('A/1'), hoursLater(1))).toMatchObject({ code: 'review.not_reported' })
    expect(await queued()).toEqual([])
    expect(await one('A/1')).toMatchObject({ state: 'published', report: null })
    const settled = { by: manager.id, action: 'review.dismissed' }
    expect(await reviewReport(db, await subjectOf())).toMatchObject({ reason: 'insults', settled })
  })

  test('is settled by hiding the review, and redrawn', async () => {
    await posted(db, jobs, 'A/1', 5, { sku: 'TEA' })
    await report()
    added.length = 0
    await hideReview(db, jobs, { ...asked('A/1'), reason: 'insults indeed' }, hoursLater(1))
    expect(added.map(({ key }) => key)).toEqual([`review.report:${await subjectOf()}`])
    expect(await reviewReport(db, await subjectOf())).toMatchObject({ settled: { action: 'review.hidden' } })
    expect(await report()).toMatchObject({ code: 'review.report_hidden' })
  })
})
