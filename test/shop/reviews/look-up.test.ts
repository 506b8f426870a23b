import fc from 'fast-check'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { lookUpReviews, oneReview } from '../../../shop/reviews/list.ts'
import { hideReview, publishReview } from '../../../shop/reviews/moderate.ts'
import { replyToReview } from '../../../shop/reviews/reply.ts'
import { splitRef } from '../../../shop/reviews/review.ts'
import { shownReviews } from '../../../shop/reviews/shown.ts'
import { readSettings } from '../../../shop/settings/read.ts'
import { anyText } from '../../any-text.ts'
import { hoursLater, now } from '../goods.ts'
import { manager } from '../people.ts'
import { posted, reviewWorld, setTo } from './world.ts'

const world = await reviewWorld()
const { db, jobs, size, asked, found } = world
afterAll(world.close)
beforeEach(world.begin)

describe('looking up', () => {
  beforeEach(async () => {
    for (const [index, stars] of [1, 2, 4, 5].entries())
      await posted(db, jobs, `A/${stars}`, stars, { sku: 'TEA', at: hoursLater(index) })
    await posted(db, jobs, 'MIXED/5', 5, { sku: 'CUP', at: hoursLater(9) })
  })

  test('filters narrow the list, in both languages; a product has its figures', async () => {
    expect(await found('')).toEqual(['MIXED/5', 'A/5', 'A/4', 'A/2', 'A/1'])
    expect(await found('tea stars:1-2')).toEqual(['A/2', 'A/1'])
    expect(await found('state:waiting')).toEqual(['A/2', 'A/1'])
    expect(await found('state：待审核 stars：2')).toEqual(['A/2'])
    expect(await found('merchant:m2')).toEqual(['MIXED/5'])
    await replyToReview(db, jobs, { ...asked('A/5'), text: 'Thanks' }, now)
    expect(await found('TEA state:unanswered')).toEqual(['A/4', 'A/2', 'A/1'])
    const tea = await lookUpReviews(db, await readSettings(db), manager, 'TEA', size)
    expect(tea).toMatchObject({
      value: { product: { summary: { published: 2, waiting: 2, average: 4.5, stars: [0, 0, 0, 1, 1] } } },
    })
  })

  test.each([
    ['stars:6', 'review.stars_malformed'],
    ['stars:-1', 'review.stars_malformed'],
    ['stars:1.5', 'review.stars_malformed'],
    ['stars:', 'review.stars_malformed'],
    ['state:waitin', 'review.state_unknown'],
    ['state:constructor', 'review.state_unknown'],
    ['stars:1 stars:2', 'review.filter_twice'],
    ['merchant:nobody-such', 'team.merchant_unknown'],
    ['NO-SUCH', 'stock.unknown_sku'],
  ])('%s is refused as %s', async (text, code) => {
    expect(await found(text)).toMatchObject({ code })
  })

  test('a reference may hold blanks and slashes; what follows it is the text', async () => {
    await posted(db, jobs, 'B/rv 1', 5)
    expect(await splitRef(db, 'B/rv 1')).toEqual({ ref: 'B/rv 1', rest: '' })
    expect(await splitRef(db, 'A/1 not\nnice')).toEqual({ ref: 'A/1', rest: 'not\nnice' })
    for (const ref of ['', '/', 'A/', '/1', 'A', 'A/9', 'Z/1'])
      expect(await oneReview(db, manager, ref)).toMatchObject({ code: 'review.unknown' })
  })

  test('whatever is written, nothing breaks and nothing changes by being looked up', async () => {
    const hostile = fc.oneof(
      anyText({ maxLength: 40 }),
      fc.constantFrom("'; drop table reviews; --", '<!channel>', '=1+1', '９９９', '𠮷'.repeat(5000), 'A/%', 'stars:٣'),
    )
    const before = await db.selectFrom('reviews').selectAll().execute()
    await fc.assert(
      fc.asyncProperty(hostile, async (text) => {
        const clean = text.replaceAll('\0', '').toWellFormed()
        await found(clean)
        await found(`stars:${clean} state:${clean}`)
        await splitRef(db, clean)
        await hideReview(db, jobs, { ...asked(`A/${clean}x`), reason: clean }, now)
      }),
      { numRuns: 40 },
    )
    expect(await db.selectFrom('reviews').selectAll().execute()).toEqual(before)
  })
})

describe('what customers see', () => {
  const shown = async (sku = 'TEA') => {
    const answer = await shownReviews(db, sku, null)
    return answer.ok ? answer.value : answer
  }

  test('nothing but how many are missing, until there are enough', async () => {
    expect(await shown()).toEqual({ sku: 'TEA', shown: false, missing: 3 })
    for (const id of ['1', '2']) await posted(db, jobs, `A/${id}`, 5, { sku: 'TEA' })
    await posted(db, jobs, 'A/waits', 1, { sku: 'TEA' })
    expect(await shown()).toEqual({ sku: 'TEA', shown: false, missing: 1 })
    await publishReview(db, jobs, asked('A/waits'), now)
    expect(await shown()).toMatchObject({ shown: true, count: 3, average: 3.7, stars: { 1: 1, 5: 2 } })
    expect(await shown('NONE')).toMatchObject({ code: 'stock.unknown_sku' })
  })

  test('published reviews with their reply and a masked name; hidden ones count for nothing', async () => {
    await setTo(db, 'review.shown_from', 1)
    await posted(db, jobs, 'A/1', 5, { sku: 'TEA', comment: 'very good' })
    await posted(db, jobs, 'A/2', 4, { sku: 'TEA', comment: 'spam' })
    await replyToReview(db, jobs, { ...asked('A/1'), text: 'Thanks' }, now)
    await hideReview(db, jobs, { ...asked('A/2'), reason: 'spam' }, now)
    expect(await shown('tea')).toMatchObject({
      ...{ sku: 'TEA', average: 5, count: 1, next: null },
      reviews: [{ rating: 5, comment: 'very good', author: 'L***', reply: { text: 'Thanks' } }],
    })
  })
})
