import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../../db/connect.ts'
import { bookCount, type LineAsked } from '../../../shop/counts/book.ts'
import { countDetails, listCounts } from '../../../shop/counts/history.ts'
import { sheetOfCategory, sheetOfList } from '../../../shop/counts/sheet.ts'
import { placeOrder } from '../../../shop/orders/place.ts'
import { shipOrder } from '../../../shop/orders/ship.ts'
import { saveCategory } from '../../../shop/products/change-category.ts'
import { demand } from '../../../shop/result.ts'
import { readSettings } from '../../../shop/settings/read.ts'
import { anyText } from '../../any-text.ts'
import { freshDatabase } from '../../postgres.ts'
import { now, putOnSale, recordingJobs } from '../goods.ts'
import { brokenInvariants } from '../invariants.ts'
import { manager, merchant, support } from '../people.ts'

const { jobs } = recordingJobs()
let database: Database
let db: Database['db']
let settings: Awaited<ReturnType<typeof readSettings>>
beforeAll(async () => {
  database = await freshDatabase()
  db = database.db
  settings = await readSettings(db)
  for (const sku of ['A', 'B', 'C']) await putOnSale(db, { sku, merchant: 'm1', onHand: 50 })
  await putOnSale(db, { sku: 'D', merchant: 'm2', onHand: null })
})
afterAll(() => database.close())

let requests = 0
const count = (lines: LineAsked[], reason: string | null = null, member = manager, key = `k${requests++}`) =>
  bookCount(db, jobs, { lines, reason, member, key, via: 'test' }, now)
/** A line of a sheet that was drawn after all that moved so far. */
const line = (sku: string, counted: string, expected: number, since = 10n ** 15n) => ({ sku, expected, since, counted })
const onHand = async (sku: string) =>
  (await db.selectFrom('stock').select('on_hand').where('sku', '=', sku).executeTakeFirst())?.on_hand
const countMoves = async (sku: string) =>
  (await db.selectFrom('stock_movements').selectAll().where('sku', '=', sku).orderBy('id').execute()).filter(
    ({ kind }) => kind === 'count',
  )

test('what fits the books is kept without a reason; what differs needs one, and is booked once', async () => {
  expect(demand(await count([line('A', '50', 50)]))).toHaveProperty('count')
  expect(await countMoves('A')).toEqual([])
  const lines = [line('A', '47', 50), line('b', '52', 50), line('C', '', 50)]
  expect(demand(await count(lines))).toEqual({
    unexplained: [
      { sku: 'A', expected: 50, counted: 47 },
      { sku: 'B', expected: 50, counted: 52 },
    ],
  })
  expect(await onHand('A')).toBe(50)
  const [done, again] = await Promise.all([1, 2].map(() => count(lines, 'Broken', manager, 'form')))
  expect(done).toMatchObject({ ok: true })
  expect([again, await count(lines, 'Broken', manager, 'form')]).toEqual([done, done])
  expect([await onHand('A'), await onHand('B'), await onHand('C')]).toEqual([47, 52, 50])
  expect(await countMoves('A')).toMatchObject([{ on_hand_change: -3, reason: 'Broken', member_id: manager.id }])
  const audited = await db.selectFrom('audit_log').selectAll().where('action', '=', 'stock.counted').execute()
  expect(audited.map(({ subject }) => subject)).toEqual(['A', 'B'])
})

test('what is shipped between drawing the sheet and booking it stays shipped', async () => {
  await putOnSale(db, { sku: 'MOVES', onHand: 30 })
  const [card] = demand(await sheetOfList(db, settings, manager, 'moves'))
  const order = { number: 'O-1', customer: { id: 'c1' }, items: [{ sku: 'MOVES', quantity: 4, unitPrice: 0n }] }
  demand(await placeOrder(db, jobs, order, now))
  demand(await shipOrder(db, jobs, { order: 'O-1', member: null, via: 'test' }, now))
  demand(await count([line('MOVES', '28', card?.onHand ?? 0)], 'Two missing'))
  expect(await onHand('MOVES')).toBe(24)
  expect(await brokenInvariants(db)).toEqual([])
})

test('goods that somebody else counted or adjusted since the sheet was drawn are refused, and nothing is booked twice', async () => {
  await putOnSale(db, { sku: 'TWICE', onHand: 166 })
  const draw = async () => demand(await sheetOfList(db, settings, manager, 'TWICE'))
  const [[mine], [theirs]] = await Promise.all([draw(), draw()])
  const found = (sheet: typeof mine, pieces: string) =>
    count([line('TWICE', pieces, sheet?.onHand ?? 0, sheet?.since)], 'Five missing')
  expect(await found(mine, '161')).toMatchObject({ ok: true })
  const refused = { code: 'count.meanwhile', values: { sku: 'TWICE', member: manager.id, pieces: 161 } }
  expect(await found(theirs, '161')).toMatchObject(refused)
  expect(await onHand('TWICE')).toBe(161)
  const [anew] = await draw()
  expect(await found(anew, '160')).toMatchObject({ ok: true })
  expect(await onHand('TWICE')).toBe(160)
})

test('counts and sales at once end at the sum of both, with no deadlock', async () => {
  for (const sku of ['X', 'Y']) await putOnSale(db, { sku, onHand: 500 })
  const since = demand(await sheetOfList(db, settings, manager, 'Y'))[0]?.since
  const work = Array.from({ length: 12 }, (_, at) => {
    const skus = at % 2 ? ['X', 'Y'] : ['Y', 'X']
    if (at % 3 === 0)
      return count(
        skus.map((sku) => line(sku, '499', 500, since)),
        'One missing',
      )
    const items = skus.map((sku) => ({ sku, quantity: 3, unitPrice: 0n }))
    return placeOrder(db, jobs, { number: `W-${at}`, customer: { id: 'c1' }, items }, now)
  })
  // Of the counts that began at the same moment one is booked.
  const done = await Promise.all(work)
  expect(done.map((one) => (one.ok ? 'done' : one.code)).toSorted()).toEqual([
    ...Array.from({ length: 3 }, () => 'count.meanwhile'),
    ...Array.from({ length: 9 }, () => 'done'),
  ])
  expect([await onHand('X'), await onHand('Y')]).toEqual([499, 499])
  expect(await brokenInvariants(db)).toEqual([])
})

test('the first count of goods begins to track them; fewer than are promised is booked, since it is the truth', async () => {
  demand(await count([line('D', '7', 0)], 'First count'))
  expect(await onHand('D')).toBe(7)
  const order = { number: 'P-1', customer: { id: 'c1' }, items: [{ sku: 'D', quantity: 5 }] }
  demand(await placeOrder(db, jobs, order, now))
  demand(await count([line('D', '3', 7)], 'Water damage'))
  expect(await onHand('D')).toBe(3)
  expect(await count([line('D', '0', 10)], 'Late sheet')).toMatchObject({ code: 'stock.below_zero' })
})

test('a merchant counts own goods only, and sees own counts only', async () => {
  expect(await count([line('A', '1', 1)], 'x', support)).toMatchObject({ code: 'access.denied' })
  expect(await count([line('D', '1', 1), line('A', '1', 1)], 'x', merchant('m1'))).toMatchObject({
    code: 'stock.unknown_sku',
  })
  const mine = demand(await listCounts(db, merchant('m2'), { size: 10 })).rows
  expect(mine.map(({ pieces }) => pieces)).toEqual([-4, 7])
  expect(demand(await countDetails(db, manager, String(mine[0]?.id))).goods).toMatchObject([
    { sku: 'D', expected: 7, counted: 3 },
  ])
  expect(await countDetails(db, merchant('m1'), String(mine[0]?.id))).toMatchObject({ code: 'count.unknown' })
})

test('counting a category again goes on with what was counted longest ago', async () => {
  for (let at = 0; at < 25; at++) await putOnSale(db, { sku: `T-${String(at).padStart(2, '0')}`, onHand: 5 })
  await db.updateTable('products').set({ category: 'Tea 茶' }).where('sku', 'like', 'T-%').execute()
  const next = async () => demand(await sheetOfCategory(db, settings, manager, 'tea 茶'))
  const first = await next()
  expect(first).toHaveLength(20)
  demand(await count(first.map(({ sku, onHand }) => line(sku, '5', onHand))))
  expect((await next()).slice(0, 6).map(({ sku }) => sku)).toEqual(['T-20', 'T-21', 'T-22', 'T-23', 'T-24', 'T-00'])
  for (const asked of [
    { id: null, name: 'Hot', nameZh: '热饮', parent: '' },
    { id: 'Tea 茶', name: 'Tea 茶', nameZh: '', parent: 'hot' },
  ])
    demand(await saveCategory(db, { ...asked, member: manager, via: 'test' }, now))
  expect(demand(await sheetOfCategory(db, settings, manager, '热饮'))[0]?.sku).toBe('T-20')
  expect(await sheetOfCategory(db, settings, manager, 'Tee 茶')).toMatchObject({
    ...{ code: 'count.category_unknown', values: { nearest: ['Tea 茶'] } },
  })
  expect(await sheetOfList(db, settings, manager, `${first.map(({ sku }) => sku).join(' ')} A`)).toMatchObject({
    code: 'count.list_length',
  })
})

test('hostile text is refused, and nothing is half done', async () => {
  const before = [await onHand('A'), await onHand('B')]
  const hostile = fc.oneof(
    anyText({ maxLength: 40 }).filter((text) => !text.includes('\0') && text.isWellFormed()),
    fc.constantFrom('-1', '1.5', '１２', '=1+1', "'; drop table stock; --", '<!channel>', '\u200b', '1'.repeat(10_000)),
  )
  await fc.assert(
    fc.asyncProperty(hostile, async (text) => {
      fc.pre(text.trim() !== '' && !/^\s*\d{1,7}\s*$/.test(text))
      expect((await count([line('A', '1', 2), line('B', text, 2)], 'x')).ok).toBe(false)
      expect((await count([line(`${text}?`, '1', 2)], 'x')).ok).toBe(false)
      await sheetOfList(db, settings, manager, text)
      await sheetOfCategory(db, settings, manager, text)
    }),
    { numRuns: 12 },
  )
  expect([await onHand('A'), await onHand('B')]).toEqual(before)
})
