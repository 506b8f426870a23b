import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../../db/connect.ts'
import { readSettings } from '../../../shop/settings/read.ts'
import { adjustStock } from '../../../shop/stock/adjust.ts'
import { stockAlert } from '../../../shop/stock/alert.ts'
import { lookUpStock, lowStock } from '../../../shop/stock/look-up.ts'
import { setLevels } from '../../../shop/stock/set-levels.ts'
import { freshDatabase } from '../../postgres.ts'
import { hoursLater, now, putOnSale, recordingJobs } from '../goods.ts'
import { manager, merchant, support, visitor } from '../people.ts'

const size = { size: 10 }

describe('stock', () => {
  let database: Database
  let db: Database['db']
  let settings: Awaited<ReturnType<typeof readSettings>>
  const { jobs, added } = recordingJobs()
  const adjust = (sku: string, change: string, key: string, member = manager) =>
    adjustStock(db, jobs, { sku, change, reason: 'count', member, key, via: 'test' }, now)
  const ledger = (sku: string) =>
    db.selectFrom('stock_movements').selectAll().where('sku', '=', sku).orderBy('id').execute()

  beforeAll(async () => {
    database = await freshDatabase()
    db = database.db
    settings = await readSettings(db)
    await putOnSale(db, { sku: 'TEA-100', name: 'Green Tea Tin', nameZh: '绿茶罐装', merchant: 'm1' })
    await putOnSale(db, { sku: 'TEA-200', name: 'Black 100% Tea', nameZh: '红茶', merchant: 'm2', onHand: 4 })
    await putOnSale(db, { sku: 'CUP-1', name: 'Tea Cup', merchant: 'm2', onHand: 9 })
    await putOnSale(db, { sku: 'GIFT', name: 'Gift card', onHand: null })
  })
  afterAll(() => database.close())

  const look = async (text: string, member = manager) => {
    const found = await lookUpStock(db, settings, member, text, size)
    if (!found.ok) return found
    return 'card' in found.value ? found.value.card : found.value.matches.rows.map(({ sku }) => sku)
  }

  test('a SKU is found in any case, with the levels of the settings', async () => {
    expect(await look(' tea-100 ')).toMatchObject({
      sku: 'TEA-100',
      available: 100,
      levels: { warning: 20, safety: 10, minimum: 0 },
      merchant: { id: 'm1' },
    })
  })

  test('words are searched in both languages; all have to fit, and % means itself', async () => {
    expect(await look('tea')).toEqual(['TEA-200', 'TEA-100', 'CUP-1'])
    expect(await look('tin tea')).toEqual(['TEA-100'])
    expect(await look('茶')).toEqual(['TEA-200', 'TEA-100'])
    expect(await look('100%')).toEqual(['TEA-200'])
  })

  test('an unknown SKU is refused with the nearest ones', async () => {
    expect(await look('TEA-10O')).toMatchObject({
      code: 'stock.unknown_sku',
      values: { nearest: expect.arrayContaining(['TEA-100']) },
    })
    expect(await look('tae-200')).toMatchObject({ values: { nearest: expect.arrayContaining(['TEA-200']) } })
  })

  test("a merchant finds its own goods and does not learn of others'", async () => {
    expect(await look('tea', merchant('m1'))).toEqual(['TEA-100'])
    expect(await look('TEA-200', merchant('m1'))).toMatchObject({
      code: 'stock.unknown_sku',
      values: { nearest: ['TEA-100'] },
    })
    expect(await adjust('TEA-200', '+1', 'x', merchant('m1'))).toMatchObject({ code: 'stock.unknown_sku' })
    expect(await adjust('TEA-100', '+1', 'y', merchant('m1'))).toMatchObject({ ok: true })
  })

  test('who may not see or adjust stock is told the permission', async () => {
    expect(await look('tea', visitor)).toMatchObject({ code: 'access.denied', values: { permission: 'stock.view' } })
    expect(await adjust('TEA-100', '+1', 'z', support)).toMatchObject({
      code: 'access.denied',
      values: { permission: 'stock.adjust' },
    })
  })

  test('low goods come with the most urgent first', async () => {
    const low = await lowStock(db, settings, manager, size)
    expect(low.ok && low.value.rows.map(({ sku }) => sku)).toEqual(['TEA-200', 'CUP-1'])
  })

  test('goods of which more is promised than there is are listed first, also where no level is set', async () => {
    const own = { warning_level: 0, safety_level: 0, minimum_level: 0 }
    await putOnSale(db, { sku: 'OVERSOLD', onHand: 1 })
    await db
      .updateTable('stock')
      .set({ ...own, on_hand: 0, reserved: 1 })
      .where('sku', '=', 'OVERSOLD')
      .execute()
    const low = await lowStock(db, settings, manager, size)
    expect(low.ok && low.value.rows[0]?.sku).toBe('OVERSOLD')
    await db.updateTable('stock').set({ on_hand: 100, reserved: 0 }).where('sku', '=', 'OVERSOLD').execute()
  })

  test('an adjustment is in the ledger and the audit, once however often it comes', async () => {
    await adjust('CUP-1', '+3', 'click-1')
    expect(await adjust('CUP-1', '+3', 'click-1')).toMatchObject({ ok: true, value: { onHand: 12 } })
    expect((await ledger('CUP-1')).map((row) => [row.kind, row.on_hand_change, row.on_hand_after])).toEqual([
      ['opening', 9, 9],
      ['adjust', 3, 12],
    ])
    const audited = await db.selectFrom('audit_log').selectAll().where('subject', '=', 'CUP-1').execute()
    expect(audited).toMatchObject([
      { action: 'stock.adjusted', member_id: manager.id, before: { on_hand: 9 }, after: { on_hand: 12 } },
    ])
  })

  test.each(['0', '', 'five', '1.5', '1e3', '+-3', '١٢', '99999999'])('“%s” is no change of stock', async (change) => {
    expect(await adjust('CUP-1', change, `bad ${change}`)).toMatchObject({ code: 'stock.change_malformed' })
  })

  test('stock cannot go below zero', async () => {
    expect(await adjust('TEA-200', '-5', 'too much')).toMatchObject({ code: 'stock.below_zero' })
    expect(await adjust('GIFT', '-1', 'untracked')).toMatchObject({ code: 'stock.below_zero' })
  })

  test('the first goods booked in begin to track a product', async () => {
    expect(await adjust('GIFT', '30', 'first')).toMatchObject({ value: { tracked: true, onHand: 30 } })
  })

  test('levels have to be ordered, those of the settings included', async () => {
    const set = (warning: string, safety: string, minimum: string) =>
      setLevels(db, jobs, { sku: 'tea-100', warning, safety, minimum, member: manager, via: 'test' }, now)
    expect(await set('5', '', '')).toMatchObject({
      code: 'stock.levels_disordered',
      values: { warning: 5, safety: 10 },
    })
    expect(await set('x', '', '')).toMatchObject({ code: 'stock.level_malformed', values: { level: 'warning' } })
    expect(await set('50', '30', '')).toMatchObject({
      value: { changed: true, card: { levels: { warning: 50, safety: 30, minimum: 0 }, own: { minimum: null } } },
    })
    expect(await set('50', '30', '')).toMatchObject({ value: { changed: false } })
  })

  test('a fall below safety raises one alert until the stock has recovered', async () => {
    const alerts = () =>
      db
        .selectFrom('messages')
        .selectAll()
        .where('kind', '=', 'stock.alert')
        .where('subject', 'like', '%/TEA-100')
        .execute()
    const at = (hours: number, change: string) =>
      adjustStock(
        db,
        jobs,
        { sku: 'TEA-100', change, reason: 'count', member: manager, key: `fall ${hours}`, via: 'test' },
        hoursLater(hours),
      )
    await at(1, '-70')
    expect(await alerts()).toEqual([])
    await at(2, '-20')
    await at(3, '-1')
    const [first] = await alerts()
    expect(await alerts()).toMatchObject([{ channel: 'channel.stock', subject: `${hoursLater(2)}/TEA-100` }])
    expect(await stockAlert(db, settings, 'stock.alert', first?.subject ?? '')).toMatchObject({
      recovered: false,
      card: { available: 10 },
    })

    added.length = 0
    await at(4, '+40')
    expect(added).toMatchObject([{ name: 'message.draw', data: { key: first?.key } }])
    expect(await stockAlert(db, settings, 'stock.alert', first?.subject ?? '')).toMatchObject({ recovered: true })
    await at(5, '-40')
    expect(await alerts()).toHaveLength(2)
  })
})

test('fifty adjustments at once never take stock below zero', async () => {
  const database = await freshDatabase()
  await putOnSale(database.db, { sku: 'A', onHand: 20 })
  const { jobs } = recordingJobs()
  const results = await Promise.all(
    Array.from({ length: 50 }, (_, n) =>
      adjustStock(
        database.db,
        jobs,
        { sku: 'A', change: '-1', reason: 'sold', member: manager, key: `${n}`, via: 'test' },
        now,
      ),
    ),
  )
  expect(results.filter(({ ok }) => ok)).toHaveLength(20)
  expect(await database.db.selectFrom('stock').select(['on_hand']).execute()).toEqual([{ on_hand: 0 }])
  await database.close()
})
