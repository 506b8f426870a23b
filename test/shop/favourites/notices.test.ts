import fc from 'fast-check'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { keepReceiver } from '../../../shop/callbacks/tell.ts'
import { forgetNotices, noticePriceDrop } from '../../../shop/favourites/notices.ts'
import { productUpserted } from '../../../shop/intake/kinds/catalogue.ts'
import { toDecimal } from '../../../shop/money.ts'
import { setPrice } from '../../../shop/products/set-price.ts'
import { demand } from '../../../shop/result.ts'
import { readSettings } from '../../../shop/settings/read.ts'
import { adjustStock } from '../../../shop/stock/adjust.ts'
import { hoursLater, now } from '../goods.ts'
import { manager } from '../people.ts'
import { favouriteWorld } from './world.ts'

const world = await favouriteWorld()
const { db, jobs, keep, notices } = world
afterAll(world.close)
beforeEach(world.begin)

describe('notices', () => {
  const adjust = (change: string, key: string, at = now) =>
    adjustStock(db, jobs, { sku: 'TEA', change, reason: 'count', member: manager, key, via: 'test' }, at)

  test('go to those who have it saved when it becomes low, once an episode and at most once a day', async () => {
    await keep('c1', 'TEA')
    await keep('c2', 'TEA')
    await keep('c2', 'TEA', hoursLater(1), false)
    await keep('c3', 'CUP')
    const low = { customer_id: 'c1', kind: 'low_stock', sku: 'TEA', data: { available: 5 } }
    await adjust('-95', 'falls')
    expect(await notices()).toEqual([low])
    await adjust('-1', 'falls further')
    await adjust('+96', 'recovers')
    await adjust('-95', 'falls again')
    expect(await notices()).toEqual([low])
    await adjust('+95', 'recovers again')
    await adjust('-95', 'falls the day after', hoursLater(24))
    expect(await notices()).toEqual([low, low])
    await adjust('+95', 'restocked', hoursLater(25))
  })

  test('go out when a person lowers the price as well', async () => {
    await keep('c1', 'POT')
    const { price, currency } = await db
      .selectFrom('products')
      .select(['price', 'currency'])
      .where('sku', '=', 'POT')
      .executeTakeFirstOrThrow()
    const lower = toDecimal((price * 9n) / 10n, currency)
    demand(await setPrice(db, jobs, { sku: 'POT', price: lower, reason: null, member: manager, via: 'test' }, now))
    expect(await notices()).toMatchObject([
      { customer_id: 'c1', kind: 'price_drop', sku: 'POT', data: { after: lower } },
    ])
  })

  test('are told to the storefront where one listens, each of its own kind', async () => {
    await db.transaction().execute((trx) => keepReceiver(trx, true, now))
    await keep('c1', 'TEA')
    await adjust('-95', 'told of')
    await adjust('+95', 'told of no more')
    const change = { sku: 'TEA', before: 20_00n, after: 15_00n, currency: 'CNY' }
    const settings = await readSettings(db)
    await db.transaction().execute((trx) => noticePriceDrop(trx, change, settings, now))
    await db.transaction().execute((trx) => noticePriceDrop(trx, change, settings, now))
    expect(await db.selectFrom('callbacks').select(['type', 'subject', 'data']).orderBy('seq').execute()).toEqual([
      { type: 'favourite.low_stock', subject: 'customer:c1', data: { customer: 'c1', sku: 'TEA', available: 5 } },
      {
        type: 'favourite.price_dropped',
        subject: 'customer:c1',
        data: { customer: 'c1', sku: 'TEA', price: '15.00', previous: '20.00', currency: 'CNY' },
      },
    ])
  })

  test('are gone where the change that they tell of is undone', async () => {
    await keep('c1', 'TEA')
    const undone = db.transaction().execute(async (trx) => {
      await adjustStock(
        ...[trx, jobs],
        { sku: 'TEA', change: '-95', reason: 'count', member: manager, key: 'undone', via: 'test' },
        now,
      )
      throw new Error('undone')
    })
    await expect(undone).rejects.toThrow('undone')
    expect(await notices()).toEqual([])
  })

  test.each([
    ['19.01', 0],
    ['19.00', 1],
    ['0.01', 1],
    ['20.00', 0],
    ['25.00', 0],
  ])('a price of 20.00 that becomes %s gives %i', async (price, count) => {
    await keep('c1', 'TEA')
    const tell = (price: string, hours: number) =>
      db
        .transaction()
        .execute((trx) =>
          productUpserted.apply(
            { trx, jobs, event: 'e', at: hoursLater(hours), now: hoursLater(hours) },
            { sku: 'TEA', price, currency: 'CNY' },
          ),
        )
    await db.updateTable('products').set({ price: 20_00n, told: '{}' }).where('sku', '=', 'TEA').execute()
    expect(await tell(price, 2)).toMatchObject({ ok: true })
    // Old news of a price is no change.
    await tell('1.00', 1)
    const data = { before: '20.00', after: price, currency: 'CNY' }
    expect(await notices()).toEqual(Array(count).fill({ customer_id: 'c1', kind: 'price_drop', sku: 'TEA', data }))
  })

  test('are forgotten after two weeks', async () => {
    await keep('c1', 'TEA')
    await adjust('-95', 'falls long ago')
    await forgetNotices(db, hoursLater(14 * 24))
    expect(await notices()).toHaveLength(1)
    await forgetNotices(db, hoursLater(14 * 24 + 1))
    expect(await notices()).toEqual([])
    await adjust('+95', 'recovers long ago')
  })

  test('of a price are exact to the hundredth of a percent', async () => {
    const amount = fc.bigInt(1n, 10n ** 15n)
    const settings = await readSettings(db)
    await keep('c1', 'TEA')
    await fc.assert(
      fc.asyncProperty(amount, amount, fc.integer({ min: 0, max: 9900 }), async (before, after, hundredths) => {
        await db.deleteFrom('customer_notices').execute()
        const percent = (hundredths / 100).toFixed(2)
        const change = { sku: 'TEA', before, after, currency: 'CNY' }
        const asked = { ...settings, 'favourite.price_drop_percent': percent }
        await db.transaction().execute((trx) => noticePriceDrop(trx, change, asked, now))
        const told = after < before && after * 10_000n <= before * BigInt(10_000 - hundredths)
        expect(await notices()).toHaveLength(told ? 1 : 0)
      }),
      { numRuns: 40 },
    )
  })
})
