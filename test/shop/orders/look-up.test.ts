import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../../db/connect.ts'
import { orderCard } from '../../../shop/orders/card.ts'
import { parseOrderFilters } from '../../../shop/orders/filters.ts'
import { lookUpOrders } from '../../../shop/orders/list.ts'
import { readSettings } from '../../../shop/settings/read.ts'
import { freshDatabase } from '../../postgres.ts'
import { hoursLater, now } from '../goods.ts'
import { merchant, support, visitor } from '../people.ts'
import { orderWorld } from './world.ts'

describe('looking orders up', () => {
  let database: Database
  let db: Database['db']
  let world: Awaited<ReturnType<typeof orderWorld>>

  beforeAll(async () => {
    database = await freshDatabase()
    db = database.db
    world = await orderWorld(db)
  })
  afterAll(() => database.close())

  test('show a merchant its own lines, their money, and nothing of the payments; others do not exist for it', async () => {
    const { number, total } = await world.placed({
      items: [
        { sku: 'TEA', quantity: 1 },
        { sku: 'CUP', quantity: 1 },
      ],
      shipping: 4_00n,
    })
    await world.pay(number, total)
    const seen = await world.card(number, merchant('m2'))
    expect(seen).toMatchObject({
      own: true,
      lines: [{ sku: 'CUP' }],
      payments: [],
      totals: { gross: 3_33n, shipping: 1_00n, total: 4_33n, captured: 0n },
    })
    expect(seen.timeline.map(({ kind }) => kind)).toEqual(['placed', 'paid'])
    expect(await orderCard(db, merchant('m3'), number)).toMatchObject({
      code: 'order.unknown',
      values: { nearest: [] },
    })
    expect(await orderCard(db, visitor, number)).toMatchObject({ code: 'access.denied' })
  })

  test('are found by number in any case, and a wrong number is answered with the nearest', async () => {
    const settings = await readSettings(db)
    await world.placed({ number: 'SHOP-7788' })
    const look = (text: string) => lookUpOrders(db, settings, support, text, { size: 5 }, now)
    expect(await look('#shop-7788')).toMatchObject({ value: { card: { order: { number: 'SHOP-7788' } } } })
    expect(await look('SHOP-7787')).toMatchObject({
      code: 'order.unknown',
      values: { nearest: expect.arrayContaining(['SHOP-7788']) },
    })
    expect(await look('shop-7878')).toMatchObject({
      code: 'order.unknown',
      values: { nearest: expect.arrayContaining(['SHOP-7788']) },
    })
  })

  test('are listed by filters, newest first, page by page there and back', async () => {
    const settings = await readSettings(db)
    const own: string[] = []
    for (let hour = 0; hour < 7; hour++)
      own.unshift(
        (
          await world.placed(
            { customer: { id: 'c9', name: 'Ana 100%' }, number: `PAGE-${hour}` },
            hoursLater(hour >> 1),
          )
        ).number,
      )
    const look = async (cursor: string | null) => {
      const found = await lookUpOrders(
        db,
        settings,
        support,
        'customer:100% pending_payment tea',
        { size: 3, cursor },
        now,
      )
      if (!found.ok || !('matches' in found.value)) throw new Error('no list')
      return { ...found.value.matches, numbers: found.value.matches.rows.map(({ number }) => number) }
    }
    const first = await look(null)
    const second = await look(first.next)
    const third = await look(second.next)
    expect([first.numbers, second.numbers, third.numbers].flat()).toEqual(own)
    expect([first.previous, third.next]).toEqual([null, null])
    const back = await look(third.previous)
    expect(back.numbers).toEqual(second.numbers)
    expect((await look(back.previous)).numbers).toEqual(first.numbers)
    expect((await look(back.previous)).previous).toBeNull()
    expect(await lookUpOrders(db, settings, support, 'colour:red', { size: 3 }, now)).toMatchObject({
      code: 'order.filter_malformed',
    })
  })
})

test('filters are read as typed, days in the zone of the shop', () => {
  expect(
    parseOrderFilters(
      'status:PAID since:2026-03-09 until:today sku:tea-1 lin 茶',
      { timezone: 'Asia/Shanghai', me: 'UME' },
      now,
    ),
  ).toEqual({
    ok: true,
    value: {
      status: 'paid',
      sku: 'tea-1',
      since: Temporal.Instant.from('2026-03-08T16:00:00Z'),
      until: Temporal.Instant.from('2026-03-10T16:00:00Z'),
      words: ['lin', '茶'],
    },
  })
  for (const text of ['已付款', 'status:已付款', 'paid']) {
    const read = parseOrderFilters(text, { timezone: 'UTC', me: 'UME' }, now)
    expect(read).toEqual({ ok: true, value: { status: 'paid' } })
  }
  expect(parseOrderFilters('status:shiped', { timezone: 'UTC', me: 'UME' }, now)).toMatchObject({
    code: 'order.status_unknown',
    values: { nearest: 'shipped' },
  })
  expect(parseOrderFilters('status:foo', { timezone: 'UTC', me: 'UME' }, now)).toMatchObject({
    values: { nearest: '' },
  })
  expect(parseOrderFilters('status:已付', { timezone: 'UTC', me: 'UME' }, now)).toMatchObject({
    values: { nearest: '已付款' },
  })
  expect(parseOrderFilters('status:paid status:shipped', { timezone: 'UTC', me: 'UME' }, now)).toMatchObject({
    code: 'order.filter_twice',
    values: { name: 'status' },
  })
  expect(
    parseOrderFilters('状态:已付款 客户：林 标签:vip 支付方式:alipay 茶:绿', { timezone: 'UTC', me: 'UME' }, now),
  ).toEqual({ ok: true, value: { status: 'paid', customer: '林', tag: 'vip', method: 'alipay', words: ['茶:绿'] } })
  for (const text of ['since:2026-02-30', 'status:lost', 'since:soon'])
    expect(parseOrderFilters(text, { timezone: 'UTC', me: 'UME' }, now)).toMatchObject({ ok: false })
})
