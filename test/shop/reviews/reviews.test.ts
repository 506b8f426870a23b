import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Db } from '../../../db/tables/index.ts'
import { grantRole } from '../../../shop/access/members.ts'
import { reviewReport } from '../../../shop/reviews/alert.ts'
import { reviewHistory } from '../../../shop/reviews/history.ts'
import { lookUpReviews, oneReview, reviewQueue } from '../../../shop/reviews/list.ts'
import { hideReview, publishReview } from '../../../shop/reviews/moderate.ts'
import { replyToReview, replyVersion } from '../../../shop/reviews/reply.ts'
import { dismissReport, reportReview } from '../../../shop/reviews/report.ts'
import { splitRef } from '../../../shop/reviews/review.ts'
import { shownReviews } from '../../../shop/reviews/shown.ts'
import { readSettings } from '../../../shop/settings/read.ts'
import { freshDatabase } from '../../postgres.ts'
import { hoursLater, now, putOnSale, recordingJobs } from '../goods.ts'
import { manager, merchant, support, visitor } from '../people.ts'
import { ordered, posted, setTo } from './world.ts'

const { jobs, added } = recordingJobs()
const size = { size: 10 }
let db: Db
let close: () => Promise<void>

beforeAll(async () => {
  const database = await freshDatabase()
  ;({ db, close } = database)
  await putOnSale(db, { sku: 'TEA', name: 'Green Tea', nameZh: '绿茶', merchant: 'm1' })
  await putOnSale(db, { sku: 'CUP', name: 'Cup', merchant: 'm2' })
  await db.transaction().execute(async (trx) => {
    await grantRole(trx, { member: 'UWANG', role: 'merchant', merchant: 'm1', by: null, via: 'test' }, now)
    await grantRole(trx, { member: 'UWEI', role: 'merchant', merchant: 'm1', by: null, via: 'test' }, now)
    await grantRole(trx, { member: 'UHELPER', role: 'support', merchant: 'm2', by: null, via: 'test' }, now)
  })
  for (const number of ['A', 'B']) await ordered(db, jobs, number, ['TEA'])
  await ordered(db, jobs, 'MIXED', ['TEA', 'CUP'])
})
afterAll(() => close())
beforeEach(async () => {
  for (const table of ['reviews', 'messages', 'settings', 'audit_log'] as const) await db.deleteFrom(table).execute()
  added.length = 0
})

const one = async (ref: string) => {
  const found = await oneReview(db, manager, ref)
  if (!found.ok) throw new Error(found.code)
  return found.value
}
const asked = (review: string, member = manager) => ({ review, member, via: 'test' })
const found = async (text: string, member = manager) => {
  const list = await lookUpReviews(db, await readSettings(db), member, text, size)
  return list.ok ? list.value.page.rows.map(({ order, id }) => `${order}/${id}`) : list
}
const queued = async () => {
  const page = await reviewQueue(db, manager, size)
  return page.ok ? page.value.rows.map(({ order, id }) => `${order}/${id}`) : page
}
const told = () => db.selectFrom('messages').select(['kind', 'channel']).orderBy('key').execute()

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

describe('a reply', () => {
  test('is one a review; its earlier wordings stay in the history', async () => {
    await posted(db, jobs, 'A/1', 5, { sku: 'TEA' })
    await replyToReview(db, jobs, { ...asked('A/1', merchant('m1')), text: 'Thank you' }, now)
    await replyToReview(db, jobs, { ...asked('A/1'), text: 'Thank you very much' }, hoursLater(1))
    expect(await one('A/1')).toMatchObject({ reply: { text: 'Thank you very much', by: manager.id } })
    const history = await reviewHistory(db, merchant('m1'), 'A/1', size)
    expect(history.ok && history.value.page.rows.map(({ after, before }) => [before, after])).toEqual([
      [{ reply: 'Thank you' }, { reply: 'Thank you very much' }],
      [{ reply: null }, { reply: 'Thank you' }],
    ])
  })

  test('does not overwrite one that was written meanwhile, unseen', async () => {
    await posted(db, jobs, 'A/1', 5)
    const seen = replyVersion((await one('A/1')).reply)
    expect(await replyToReview(db, jobs, { ...asked('A/1'), text: 'first', seen }, now)).toMatchObject({ ok: true })
    expect(await replyToReview(db, jobs, { ...asked('A/1'), text: 'second', seen }, now)).toMatchObject({
      code: 'review.reply_changed',
      values: { text: 'first' },
    })
    const anew = replyVersion((await one('A/1')).reply)
    expect(await replyToReview(db, jobs, { ...asked('A/1'), text: 'second', seen: anew }, now)).toMatchObject({
      ok: true,
    })
  })

  test("merchants reply to their own only, and do not learn of others'", async () => {
    await posted(db, jobs, 'MIXED/1', 5, { sku: 'CUP' })
    await posted(db, jobs, 'MIXED/2', 5)
    for (const ref of ['MIXED/1', 'MIXED/2']) {
      const reply = await replyToReview(db, jobs, { ...asked(ref, merchant('m1')), text: 'Thanks' }, now)
      expect(reply).toMatchObject({ code: 'review.unknown', values: { review: ref } })
    }
    expect(await found('', merchant('m1'))).toEqual([])
    expect(await found('', merchant('m2'))).toEqual(['MIXED/1'])
    expect(await found('', support)).toMatchObject({ code: 'access.denied' })
  })

  test('to a hidden review, an empty, the same and an endless one are refused', async () => {
    await posted(db, jobs, 'A/1', 5)
    const reply = (text: string) => replyToReview(db, jobs, { ...asked('A/1'), text }, now)
    expect(await reply(' \u200b ')).toMatchObject({ code: 'review.reply_needed' })
    expect(await reply('x'.repeat(10_000))).toMatchObject({ code: 'review.text_too_long' })
    await reply('Thanks')
    expect(await reply('Thanks ')).toMatchObject({ code: 'review.reply_same' })
    await hideReview(db, jobs, { ...asked('A/1'), reason: 'spam' }, now)
    expect(await reply('Hello')).toMatchObject({ code: 'review.reply_hidden' })
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
      fc.string({ unit: 'binary', maxLength: 40 }),
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
