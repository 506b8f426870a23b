import fc from 'fast-check'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { expireFavourites } from '../../../shop/favourites/expire.ts'
import { mostSaved, savedProduct } from '../../../shop/favourites/insight.ts'
import { takeEvent } from '../../../shop/intake/take.ts'
import { cancelOrder } from '../../../shop/orders/cancel.ts'
import { demand } from '../../../shop/result.ts'
import { readSettings } from '../../../shop/settings/read.ts'
import { hoursLater, now } from '../goods.ts'
import { manager, merchant, support } from '../people.ts'
import { ordered, setTo } from '../reviews/world.ts'
import { favouriteWorld } from './world.ts'

const world = await favouriteWorld()
const { db, jobs, keep, lists } = world
afterAll(world.close)
beforeEach(world.begin)

describe('saving', () => {
  test('more things in a day than the settings allow is refused; the same anew, and the next day, is not', async () => {
    await setTo(db, 'favourite.daily_limit', 2)
    await setTo(db, 'shop.timezone', 'Asia/Shanghai')
    const evening = Temporal.Instant.from('2026-03-10T15:00:00Z')
    for (const sku of ['TEA', 'CUP', 'TEA']) expect(await keep('c1', sku, evening)).toMatchObject({ ok: true })
    const over = { code: 'favourite.daily_limit', values: { customer: 'c1', most: 2 } }
    expect(await keep('c1', 'POT', evening)).toMatchObject(over)
    await keep('c1', 'CUP', evening.add({ minutes: 1 }), false)
    expect(await keep('c1', 'POT', evening.add({ minutes: 2 }))).toMatchObject(over)
    expect(await keep('c2', 'POT', evening)).toMatchObject({ ok: true })
    expect(await keep('c1', 'POT', Temporal.Instant.from('2026-03-10T16:00:00Z'))).toMatchObject({ ok: true })
  })

  test('an event over the limit is kept as not applied, with its code', async () => {
    await setTo(db, 'favourite.daily_limit', 1)
    const tell = (sku: string) =>
      takeEvent(
        ...[db, jobs, `save ${sku}`],
        { type: 'favourite.added', timestamp: String(now), data: { customer: 'c1', sku } },
        now,
      )
    expect(await tell('TEA')).toMatchObject({ value: { state: 'applied' } })
    expect(await tell('CUP')).toMatchObject({
      value: { state: 'refused', refusal: { code: 'favourite.daily_limit' } },
    })
    expect(await lists()).toMatchObject([{ sku: 'TEA' }])
  })

  test('the latest word counts, in whatever order the words come', async () => {
    const words = [
      [0, true],
      [1, false],
      [2, true],
      [3, false],
    ] as const
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([...words], { minLength: 4 }), async (order) => {
        await db.deleteFrom('favourites').execute()
        for (const [hours, saved] of order) await keep('c1', 'TEA', hoursLater(hours), saved)
        expect(await lists()).toEqual([
          { customer_id: 'c1', sku: 'TEA', saved: false, changed_at: hoursLater(3), added_at: hoursLater(2) },
        ])
      }),
      { numRuns: 12 },
    )
  })

  test('what is older than the settings keep is removed, unless it was saved anew', async () => {
    await setTo(db, 'favourite.keep_days', 30)
    const old = now.subtract({ hours: 31 * 24 })
    await keep('c1', 'TEA', old)
    await keep('c1', 'CUP', old)
    await keep('c1', 'CUP', now)
    expect(await expireFavourites(db, now)).toBe(1)
    expect(await expireFavourites(db, now)).toBe(0)
    expect((await lists()).map(({ sku }) => sku)).toEqual(['CUP'])
  })
})

describe('what is saved most', () => {
  const most = async (member = manager) => {
    const page = await mostSaved(db, await readSettings(db), member, { size: 10 }, hoursLater(48))
    return page.ok ? page.value.rows : page
  }

  test('counts lists, weeks, and who ordered it after saving it; a cancelled order is none', async () => {
    for (const customer of ['c1', 'c2', 'c3', 'c4']) await keep(customer, 'TEA', now.subtract({ hours: 1 }))
    await keep('c4', 'TEA', now, false)
    await keep('c5', 'TEA', now.subtract({ hours: 8 * 24 }))
    await keep('c6', 'TEA', hoursLater(1))
    await keep('c1', 'CUP')
    await ordered(db, jobs, 'BOUGHT', ['TEA'], 'c1')
    await ordered(db, jobs, 'BOUGHT-2', ['TEA'], 'c4')
    await ordered(db, jobs, 'CANCELLED', ['TEA'], 'c2')
    demand(await cancelOrder(db, jobs, { order: 'CANCELLED', member: null, via: 'test' }, hoursLater(1)))
    await ordered(db, jobs, 'BEFORE', ['TEA'], 'c6')
    await ordered(db, jobs, 'OTHER', ['CUP'], 'c3')
    expect(await most()).toMatchObject([
      { sku: 'TEA', saved: 5, ever: 6, bought: 2 },
      { sku: 'CUP', saved: 1, ever: 1, bought: 0 },
    ])
    const tea = await savedProduct(db, await readSettings(db), manager, 'tea', hoursLater(48))
    expect(tea.ok && tea.value.weeks.map(({ from, count }) => [String(from), count]).slice(-2)).toEqual([
      ['2026-03-02', 1],
      ['2026-03-09', 5],
    ])
    expect(await savedProduct(db, await readSettings(db), manager, 'POT', now)).toMatchObject({
      value: { saved: 0, weeks: Array(8).fill({ count: 0 }) },
    })
    expect(await most(merchant('m2'))).toMatchObject([{ sku: 'CUP' }])
    expect(await most(support)).toMatchObject({ code: 'access.denied' })
  })
})
