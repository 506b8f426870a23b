import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../../db/connect.ts'
import { openPromotionBook } from '../../../shop/promotions/book.ts'
import { changeStatus } from '../../../shop/promotions/change-status.ts'
import { listPromotions, promotionHistory } from '../../../shop/promotions/list.ts'
import { warningKey } from '../../../shop/promotions/save.ts'
import { simulate, splitSimulation } from '../../../shop/promotions/simulate.ts'
import { promotionTypes } from '../../../shop/promotions/types/index.ts'
import { demand } from '../../../shop/result.ts'
import { readSettings } from '../../../shop/settings/read.ts'
import { anyText } from '../../any-text.ts'
import { freshDatabase } from '../../postgres.ts'
import { now, putOnSale } from '../goods.ts'
import { manager, support } from '../people.ts'
import { promotionWorld } from './world.ts'

let database: Database
let world: ReturnType<typeof promotionWorld>

beforeAll(async () => {
  database = await freshDatabase()
  world = promotionWorld(database.db)
  await putOnSale(database.db, { sku: 'TEA', price: 100_00n, merchant: 'm1' })
  await putOnSale(database.db, { sku: 'CUP', price: 20_00n })
  await database.db.updateTable('products').set({ cost: 70_00n }).where('sku', '=', 'TEA').execute()
})
afterAll(() => database.close())

const end = (code: string) =>
  changeStatus(database.db, { code, step: 'end', reason: 'done', member: manager, via: 'test' }, now)

test('every field that cannot be read is marked at once, and nothing is stored', async () => {
  const saving = demand(
    await world.save('BAD', 'flash_sale', {
      ...{ name: '\u200b', price: '１０', quantity: '-1', hours: '25:00-26:00', weekdays: 'funday' },
      ...{ starts: '2026-02-30', regions: 'x'.repeat(100), budget: '1e9' },
    }),
  )
  if (!('problems' in saving)) throw new Error('saved')
  expect(Object.keys(saving.problems).toSorted()).toEqual(
    ['budget', 'hours', 'name', 'price', 'quantity', 'regions', 'starts', 'weekdays'].toSorted(),
  )
  const scope = demand(await world.save('BAD', 'fixed_amount', { off: '1', skus: 'TAE', merchants: 'm2' }))
  expect(scope).toMatchObject({
    problems: { skus: { values: { nearest: expect.arrayContaining(['TEA']) } }, merchants: {} },
  })
  const settings = await readSettings(database.db)
  expect(demand(await listPromotions(database.db, settings, manager, { size: 10 }, now)).rows).toEqual([])
})

test('a promotion that would be over already is not saved, and says at which field', async () => {
  const past = await world.save('PAST', 'fixed_amount', { off: '1', starts: '2026-01-01', ends: '2026-02-01' })
  expect(past).toMatchObject({ value: { problems: { ends: { code: 'promotion.ends_past' } } } })
})

test('overlaps and prices below cost are warned of before saving, together and alone', async () => {
  expect(demand(await world.save('FIRST', 'percentage', { percent: '20', categories: '' }))).toHaveProperty('saved')
  const saving = demand(await world.save('SECOND', 'fixed_amount', { off: '15', skus: 'TEA' }))
  if (!('warnings' in saving)) throw new Error('no warnings')
  expect(saving.warnings).toEqual([
    { code: 'adds_up', values: { count: 1, codes: ['FIRST'] } },
    {
      code: 'below_cost_with',
      values: { count: 1, sku: 'TEA', price: 65_00n, cost: 70_00n, codes: ['FIRST'], currency: 'CNY' },
    },
  ])
  expect(demand(await world.save('SECOND', 'fixed_amount', { off: '31', skus: 'TEA' }))).toMatchObject({
    warnings: [{ code: 'adds_up' }, { code: 'below_cost', values: { price: 69_00n, codes: [] } }],
  })
  const texts = { off: '15', skus: 'TEA' }
  expect(demand(await world.save('SECOND', 'fixed_amount', texts, { accepted: 'others' }))).toHaveProperty('warnings')
  const accepted = warningKey(saving.warnings)
  expect(demand(await world.save('SECOND', 'fixed_amount', texts, { accepted }))).toHaveProperty('saved')
  const alone = demand(await world.save('THIRD', 'fixed_amount', { off: '5', skus: 'CUP', exclusive: 'yes' }))
  expect(alone).toEqual({ warnings: [{ code: 'only_one', values: { count: 1, codes: ['FIRST'] } }] })
  const apart = { off: '5', skus: 'CUP', starts: '2027-01-01', ends: '2027-02-01' }
  demand(await end('FIRST'))
  demand(await end('SECOND'))
  expect(demand(await world.save('FLASH', 'flash_sale', { price: '99' }))).toEqual({
    warnings: [{ code: 'nothing_off', values: { count: 1, of: 2, skus: ['CUP'], more: 'no' } }],
  })
  expect(demand(await world.save('FOURTH', 'fixed_amount', apart))).toHaveProperty('saved')
})

test('two who edit at once do not undo each other, and a code is taken once', async () => {
  demand(
    await world.save('SHARED', 'fixed_amount', { off: '1', skus: 'CUP', starts: '2028-01-01', ends: '2028-02-01' }),
  )
  const edit = (off: string) =>
    world.save('shared', '', { off, skus: 'CUP', starts: '2028-01-01', ends: '2028-02-01' }, { type: null, version: 1 })
  const results = await Promise.all([edit('2'), edit('3')])
  expect(results.map((result) => (result.ok ? 'saved' : result.code)).toSorted()).toEqual([
    'promotion.changed_meanwhile',
    'saved',
  ])
  const twins = await Promise.all(
    [1, 2].map(() =>
      world.save('TWIN', 'fixed_amount', { off: '1', skus: 'CUP', starts: '2029-01-01', ends: '2029-01-02' }),
    ),
  )
  expect(twins.filter((one) => one.ok && 'saved' in one.value)).toHaveLength(1)
  const { rows } = demand(await promotionHistory(database.db, manager, 'shared', { size: 10 }))
  expect(rows.map(({ action }) => action)).toEqual(['promotion.edited', 'promotion.created'])
  expect(await promotionHistory(database.db, support, '', { size: 10 })).toMatchObject({ code: 'access.denied' })
})

test('nothing that is typed into a form is ever more than a problem of its field', async () => {
  const hostile = fc.oneof(
    anyText(),
    fc.constantFrom(
      '<!channel>',
      '=1+1',
      "'; drop table promotions; --",
      '-1',
      '1.5',
      '9'.repeat(400),
      '１２',
      '👨‍👩‍👧',
      '\u202e',
      ':',
      ',,,',
      '0:0',
    ),
    fc.constant('漢'.repeat(10_000)),
  )
  const type = fc.constantFrom(...promotionTypes)
  await fc.assert(
    fc.asyncProperty(
      type,
      fc.array(hostile, { minLength: 25, maxLength: 25 }),
      fc.boolean(),
      async (one, texts, named) => {
        const names = [
          'code',
          'name',
          ...Object.keys(one.fields),
          'starts',
          'ends',
          'hours',
          'weekdays',
          'skus',
          'tags',
          'budget',
        ]
        const fields = Object.fromEntries(
          names.map((name, at) => [name, (texts[at] ?? '').replaceAll('\0', '').toWellFormed()]),
        )
        const saving = demand(await world.save(named ? 'HOSTILE' : (fields.code ?? ''), one.code, { ...fields }))
        if ('saved' in saving) demand(await end(saving.saved.code))
      },
    ),
    { numRuns: 60 },
  )
})

test('a simulation reads its parts in any order, and says which part it cannot read', async () => {
  expect(splitSimulation('TEA×2, CUP at 20:30 customer c1 coupon X-1 region 上海')).toEqual({
    items: 'TEA×2, CUP',
    at: '20:30',
    customer: 'c1',
    coupon: 'X-1',
    region: '上海',
  })
  const settings = await readSettings(database.db)
  const run = (text: string) => simulate(database.db, settings, manager, splitSimulation(text), now)
  const quoted = demand(await run('tea*2，cup at 2026-03-11 20:30'))
  expect(quoted.lines.map(({ sku, quantity }) => `${sku} ${quantity}`)).toEqual(['TEA 2', 'CUP 1'])
  expect(quoted.at).toEqual(Temporal.Instant.from('2026-03-11T12:30:00Z'))
  expect(await run('')).toMatchObject({ code: 'promotion.simulate.items' })
  expect(await run('TEA at noon')).toMatchObject({ code: 'promotion.simulate.at' })
  expect(await run('TEA customer nobody')).toMatchObject({ code: 'promotion.simulate.customer' })
  expect(await run('TAE')).toMatchObject({ code: 'stock.unknown_sku' })
  await putOnSale(database.db, { sku: 'POT', price: 10_00n, onHand: 2 })
  await database.db.updateTable('products').set({ listed: false }).where('sku', '=', 'CUP').execute()
  const unsold = demand(await run('TEA, POT×3, CUP')).unsold
  await database.db.updateTable('products').set({ listed: true }).where('sku', '=', 'CUP').execute()
  expect([...unsold].map(([sku, { code }]) => `${sku} ${code}`)).toEqual([
    'POT promotion.simulate.sold_out',
    'CUP promotion.simulate.unlisted',
  ])
  await fc.assert(
    fc.asyncProperty(anyText(), async (text) => {
      const done = await run(text.replaceAll('\0', '').toWellFormed())
      expect(done.ok || done.code).toBeTruthy()
    }),
    { numRuns: 60 },
  )
})

test('a book that is kept open knows of every change at the next basket, and reads nothing anew without one', async () => {
  const settings = await readSettings(database.db)
  const book = openPromotionBook()
  const codes = async () => (await book(database.db, settings)).promotions.map(({ code }) => code)
  demand(await world.save('BOOK', 'fixed_amount', { off: '1', skus: 'CUP', starts: '2030-01-01', ends: '2030-01-02' }))
  const before = await book(database.db, settings)
  expect(await book(database.db, settings)).toBe(before)
  expect(await codes()).toContain('BOOK')
  demand(await end('BOOK'))
  expect(await codes()).not.toContain('BOOK')
})
