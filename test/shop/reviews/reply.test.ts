import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { reviewHistory } from '../../../shop/reviews/history.ts'
import { hideReview } from '../../../shop/reviews/moderate.ts'
import { replyToReview, replyVersion } from '../../../shop/reviews/reply.ts'
import { hoursLater, now } from '../goods.ts'
import { manager, merchant, support } from '../people.ts'
import { posted, reviewWorld } from './world.ts'

const world = await reviewWorld()
const { db, jobs, size, asked, one, found } = world
afterAll(world.close)
beforeEach(world.begin)

describe('a reply', () => {
  test('is one a review; its earlier wordings stay in the history', async () => {
    await posted(db, jobs, 'A/1', 5, { sku: 'TEA' })
    await replyToReview(db, jobs, { ...asked('A/1', merchant('m1')), text: 'Thank you' }, now)
    const seen = replyVersion((await one('A/1')).reply)
    await replyToReview(db, jobs, { ...asked('A/1'), text: 'Thank you very much', seen }, hoursLater(1))
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

  test('in one line changes an own one, and never that of somebody else', async () => {
    await posted(db, jobs, 'A/1', 5, { sku: 'TEA' })
    const reply = (text: string, by = manager) => replyToReview(db, jobs, { ...asked('A/1', by), text }, now)
    expect(await reply('Thanks')).toMatchObject({ ok: true })
    expect(await reply('Many thanks')).toMatchObject({ ok: true })
    expect(await reply('Sorry', merchant('m1'))).toMatchObject({ code: 'review.reply_changed' })
    expect((await one('A/1')).reply?.text).toBe('Many thanks')
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
