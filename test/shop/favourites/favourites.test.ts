import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Db } from '../../../db/tables/index.ts'
import { keepReceiver } from '../../../shop/callbacks/tell.ts'
import { expireFavourites } from '../../../shop/favourites/expire.ts'
import { mostSaved, savedProduct } from '../../../shop/favourites/insight.ts'
import { noticePriceDrop } from '../../../shop/favourites/notices.ts'
import { keepFavourite } from '../../../shop/favourites/save.ts'
import { productUpserted } from '../../../shop/intake/kinds/catalogue.ts'
import { takeEvent } from '../../../shop/intake/take.ts'
import { toDecimal } from '../../../shop/money.ts'
import { cancelOrder } from '../../../shop/orders/cancel.ts'
import { setPrice } from '../../../shop/products/set-price.ts'
import { demand } from '../../../shop/result.ts'
import { readSettings } from '../../../shop/settings/read.ts'
import { adjustStock } from '../../../shop/stock/adjust.ts'
import { freshDatabase } from '../../postgres.ts'
import { hoursLater, now, putOnSale, recordingJobs } from '../goods.ts'
import { manager, merchant, support } from '../people.ts'
import { ordered, setTo } from '../reviews/world.ts'

const { jobs } = recordingJobs()
let db: Db
let close: () => Promise<void>

beforeAll(async () => {
  const database = await freshDatabase()
  ;({ db, close } = database)
  await putOnSale(db, { sku: 'TEA', nameZh: '绿茶', merchant: 'm1', price: 20_00n, onHand: 100 })
  for (const sku of ['CUP', 'POT', 'FAN']) await putOnSale(db, { sku, merchant: 'm2' })
})
afterAll(() => close())
beforeEach(async () => {
  for (const table of ['favourites', 'customer_notices', 'settings'] as const) await db.deleteFrom(table).execute()
})

const keep = (customer: string, sku: string, at = now, saved = true) =>
  db.transaction().execute((trx) => keepFavourite(trx, { customer, sku, saved }, at))
const lists = () => db.selectFrom('favourites').selectAll().orderBy('customer_id').orderBy('sku').execute()
const notices = () =>
  db.selectFrom('customer_notices').select(['customer_id', 'kind', 'sku', 'data']).orderBy('id').execute()

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
