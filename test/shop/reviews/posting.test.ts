import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { hideReview, publishReview } from '../../../shop/reviews/moderate.ts'
import { hoursLater, now } from '../goods.ts'
import { posted, reviewWorld, setTo } from './world.ts'

const world = await reviewWorld()
const { db, jobs, asked, one, queued, told } = world
afterAll(world.close)
beforeEach(world.begin)

describe('what a customer posts', () => {
  test.each([
    ['all', [1, 3, 5]],
    ['negative', [1]],
    ['none', []],
  ] as const)('with moderation of %s, of 1, 3 and 5 stars those with %j wait', async (moderation, waiting) => {
    await setTo(db, 'review.moderation', moderation)
    for (const stars of [1, 3, 5]) await posted(db, jobs, `A/${stars}`, stars, { sku: 'TEA' })
    expect(await queued()).toEqual(waiting.map((stars) => `A/${stars}`))
  })

  test('a later word takes the place of an earlier one, in whatever order they come', async () => {
    await posted(db, jobs, 'A/late', 5, { at: hoursLater(2), comment: 'second' })
    await posted(db, jobs, 'A/late', 1, { at: hoursLater(1), comment: 'first' })
    await posted(db, jobs, 'A/early', 1, { at: hoursLater(1), comment: 'first' })
    await posted(db, jobs, 'A/early', 5, { at: hoursLater(2), comment: 'second' })
    for (const ref of ['A/late', 'A/early'])
      expect(await one(ref)).toMatchObject({ rating: 5, comment: 'second', state: 'published' })
  })

  test('one that was hidden waits when its customer rewords it, however many stars it has', async () => {
    await posted(db, jobs, 'A/1', 5, { comment: 'buy at my shop' })
    expect(await hideReview(db, jobs, { ...asked('A/1'), reason: 'advertising' }, now)).toMatchObject({ ok: true })
    await posted(db, jobs, 'A/1', 5, { at: hoursLater(1), comment: 'good tea' })
    expect(await one('A/1')).toMatchObject({ state: 'waiting', decided: null })
    await posted(db, jobs, 'A/1', 5, { at: hoursLater(2), comment: 'good tea!' })
    expect(await one('A/1')).toMatchObject({ state: 'waiting' })
    expect(await publishReview(db, jobs, asked('A/1'), now)).toMatchObject({ ok: true })
    await posted(db, jobs, 'A/1', 5, { at: hoursLater(3), comment: 'very good tea' })
    expect(await one('A/1')).toMatchObject({ state: 'published' })
  })
})

describe('a negative review', () => {
  test("is told to each of its merchant's people who may answer, and only redrawn when it comes again", async () => {
    await posted(db, jobs, 'A/1', 2, { sku: 'TEA' })
    expect(await told()).toEqual([
      { kind: 'review.alert', channel: 'UWANG' },
      { kind: 'review.alert', channel: 'UWEI' },
    ])
    await posted(db, jobs, 'A/1', 1, { sku: 'TEA', at: hoursLater(1) })
    expect(await told()).toHaveLength(2)
  })

  test('goes to the operations channel where nobody of the merchant may answer, or the order has several', async () => {
    await posted(db, jobs, 'MIXED/1', 1, { sku: 'CUP' })
    await posted(db, jobs, 'MIXED/2', 1)
    expect(await told()).toEqual(Array(2).fill({ kind: 'review.alert', channel: 'channel.operations' }))
  })

  test('of a whole order is told to the merchant of all its lines', async () => {
    await posted(db, jobs, 'A/1', 1)
    expect((await told()).map(({ channel }) => channel)).toEqual(['UWANG', 'UWEI'])
  })

  test('is one of as many stars as the settings say', async () => {
    await posted(db, jobs, 'A/1', 3, { sku: 'TEA' })
    expect(await told()).toEqual([])
    await setTo(db, 'review.negative_up_to', 3)
    await posted(db, jobs, 'A/2', 3, { sku: 'TEA' })
    expect(await told()).toHaveLength(2)
  })
})
