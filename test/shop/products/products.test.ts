import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../../db/connect.ts'
import { sweepApprovals } from '../../../shop/approvals/sweep.ts'
import { categoryTree, readCategories } from '../../../shop/products/categories.ts'
import { deleteCategory, saveCategory } from '../../../shop/products/change-category.ts'
import { approvePrice, rejectPrice, withdrawPrice } from '../../../shop/products/decide-price.ts'
import type { ProductTexts } from '../../../shop/products/form.ts'
import { createProduct, editProduct, listProduct, tagProduct } from '../../../shop/products/save.ts'
import { searchProducts } from '../../../shop/products/search.ts'
import { setPrice } from '../../../shop/products/set-price.ts'
import { readSettings } from '../../../shop/settings/read.ts'
import { freshDatabase } from '../../postgres.ts'
import { hoursLater, now, putOnSale, recordingJobs } from '../goods.ts'
import { admin, approver, manager, merchant, support, visitor } from '../people.ts'
import { promotionWorld } from '../promotions/world.ts'

let database: Database
let db: Database['db']
const { jobs } = recordingJobs()
const via = 'test'

const blank: ProductTexts = {
  ...{ name: 'Tea', name_zh: '', category: '', tags: '', merchant: '', cost: '', variant_of: '', options: '' },
}
const made = (sku: string, texts: Partial<ProductTexts> = {}, member = manager, price = '10') =>
  createProduct(db, { sku, member, via, price, listed: true, texts: { ...blank, ...texts } }, now)
const category = (id: string | null, name: string, parent: string) =>
  saveCategory(db, { id, name, nameZh: '', parent, member: manager, via }, now)
const row = (sku: string) => db.selectFrom('products').selectAll().where('sku', '=', sku).executeTakeFirstOrThrow()
const found = async (text: string, member = manager) => {
  const list = await searchProducts(db, await readSettings(db), member, text, { size: 50 })
  if (!list.ok) throw new Error(list.code)
  return list.value.page.rows.map(({ sku }) => sku)
}

beforeAll(async () => {
  database = await freshDatabase()
  db = database.db
  await putOnSale(db, { sku: 'TEA', name: 'Green Tea', nameZh: '绿茶', merchant: 'm1' })
  await putOnSale(db, { sku: 'CUP', name: 'Tea Cup', merchant: 'm2', onHand: 3 })
})
afterAll(() => database.close())

describe('categories', () => {
  test('one that goods name for the first time begins as a root, wherever they come from', async () => {
    await db.updateTable('products').set({ category: 'tea' }).where('sku', '=', 'TEA').execute()
    expect((await readCategories(db)).get('tea')).toMatchObject({ name: 'tea', parent: null, path: ['tea'] })
  })

  test('are made, renamed and moved with all below them', async () => {
    expect(await category(null, 'Home & Living', '')).toMatchObject({ value: { saved: { id: 'home-living' } } })
    await category(null, 'Drinks', '')
    await category('tea', 'Tea', 'Drinks')
    await category(null, 'Oolong', 'drinks > tea')
    await category('drinks', 'Drinks', 'home-living')
    const all = await readCategories(db)
    expect(all.get('oolong')?.path).toEqual(['home-living', 'drinks', 'tea', 'oolong'])
    expect((await categoryTree(db, manager)).find(({ id }) => id === 'home-living')).toMatchObject({ own: 0, all: 1 })
  })

  test('never hang below themselves', async () => {
    expect(await category('drinks', 'Drinks', 'oolong')).toMatchObject({
      value: { problems: { parent: { code: 'category.below_itself' } } },
    })
    expect(await category('drinks', 'Drinks', 'drinks')).toMatchObject({ value: { problems: { parent: {} } } })
  })

  test('are deleted only when nothing is in them, and changed by nobody who has only their own goods', async () => {
    expect(await deleteCategory(db, { id: 'tea', member: manager, via }, now)).toMatchObject({
      code: 'category.not_empty',
      values: { goods: 1, below: 1 },
    })
    expect(await deleteCategory(db, { id: 'oolong', member: manager, via }, now)).toMatchObject({ ok: true })
    expect(await deleteCategory(db, { id: 'tea', member: merchant('m1'), via }, now)).toMatchObject({
      code: 'category.shared',
    })
  })

  test('take everything below into a search and into the scope of a promotion', async () => {
    expect(await found('category:"home & living"')).toEqual(['TEA'])
    const promotions = promotionWorld(db)
    await promotions.made('HOME', 'percentage', { percent: '10', categories: 'home-living' })
    expect((await promotions.quoted({})).discount).toBe(1_00n)
    await expect(found('category:nowhere')).rejects.toThrow('category.unknown')
  })
})

describe('a product', () => {
  test('is made and edited by its form, field by field, and its audit tells what changed', async () => {
    expect(await made('POT', { category: 'tea', tags: 'new, 新品, NEW', cost: '4.50' })).toMatchObject({ ok: true })
    expect(await row('POT')).toMatchObject({ category: 'tea', tags: ['new', '新品'], cost: 4_50n, price: 10_00n })
    const edit = (texts: Partial<ProductTexts>, seen = String(now)) =>
      editProduct(db, { sku: 'POT', member: manager, via, seen, texts: { ...blank, ...texts } }, hoursLater(1))
    expect(await edit({ name: '', cost: '1.234', options: 'size', category: 'teaa' })).toMatchObject({
      value: {
        problems: {
          ...{ name: { code: 'product.name_malformed' }, cost: { code: 'amount.malformed' } },
          ...{ options: { code: 'product.options_malformed' }, category: { code: 'category.unknown' } },
        },
      },
    })
    expect(await edit({ options: 'size=S, size=M', name: 'Pot\u202Etop' })).toMatchObject({
      value: { problems: { name: { code: 'product.name_malformed' }, options: { code: 'product.options_malformed' } } },
    })
    expect(await edit({ name: 'Pot' })).toMatchObject({ value: { saved: 'POT' } })
    expect(await edit({ name: 'Other' })).toMatchObject({
      value: { problems: { name: { code: 'product.changed_meanwhile' } } },
    })
    expect(await row('POT')).toMatchObject({ name: 'Pot', tags: [] })
  })

  test('has one SKU, however it is cased', async () => {
    expect(await made('tea')).toMatchObject({ value: { problems: { sku: { code: 'product.sku_taken' } } } })
  })

  test('off sale is not quoted, and unseen by who may not see stock', async () => {
    await listProduct(db, { sku: 'CUP', listed: false, reason: 'recall', member: manager, via }, now)
    await expect(promotionWorld(db).quoted({ items: [{ sku: 'CUP', quantity: 1 }] })).rejects.toThrow(
      'product.unlisted',
    )
    expect(await found('cup', visitor)).toEqual([])
    expect(await found('cup listed:no', support)).toEqual(['CUP'])
  })

  test('of another merchant is out of reach, unknown while it is off sale, and an own one stays the own', async () => {
    const asked = { sku: 'CUP', listed: true, reason: null, via }
    expect(await listProduct(db, { ...asked, member: merchant('m1') }, now)).toMatchObject({
      code: 'stock.unknown_sku',
    })
    await listProduct(db, { ...asked, member: manager }, now)
    expect(await listProduct(db, { ...asked, listed: false, member: merchant('m1') }, now)).toMatchObject({
      code: 'product.not_yours',
    })
    await made('OWN', { merchant: 'm2' }, merchant('m1'))
    expect((await row('OWN')).merchant_id).toBe('m1')
  })

  test('tags that several people add at once all stay, however they spell the SKU', async () => {
    await made('TAGGED')
    const spelt = ['TAGGED', 'tagged', 'Tagged', 'taggeD', 'tAGGED', 'ＴＡＧＧＥＤ']
    await Promise.all(
      spelt.map((sku, at) => tagProduct(db, { sku, tags: [`t${at}`], on: true, member: manager, via }, now)),
    )
    expect((await row('TAGGED')).tags.toSorted()).toEqual(['t0', 't1', 't2', 't3', 't4', 't5'])
    await db.deleteFrom('products').where('sku', '=', 'TAGGED').execute()
  })

  test('is found by filters and words of both languages', async () => {
    expect(await found('绿茶')).toEqual(['TEA'])
    expect(await found('ｔａｇ：new')).toEqual([])
    await tagProduct(db, { sku: 'TEA', tags: ['New'], on: true, member: manager, via }, now)
    expect(await found('tag:new merchant:m1')).toEqual(['TEA'])
    expect(await found('low')).toEqual(['CUP'])
    await expect(found('categry:tea')).rejects.toThrow('product.unknown_filter')
  })

  test('gets a cost where it had none, and none where it had one', async () => {
    await made('COSTS')
    const edit = (cost: string) => {
      const seen = row('COSTS').then(({ updated_at }) => String(updated_at))
      return seen.then((at) =>
        editProduct(db, { sku: 'COSTS', member: manager, via, seen: at, texts: { ...blank, cost } }, now),
      )
    }
    expect(await edit('6')).toMatchObject({ value: { saved: 'COSTS' } })
    expect((await row('COSTS')).cost).toBe(6_00n)
    expect(await edit('')).toMatchObject({ value: { saved: 'COSTS' } })
    expect((await row('COSTS')).cost).toBeNull()
  })

  test('has variants in one group, also by way of another variant', async () => {
    await made('SHIRT', { name: 'Shirt' })
    await made('SHIRT-M', { name: 'Shirt', variant_of: 'shirt', options: 'size=M，colour＝red' })
    await made('SHIRT-L', { name: 'Shirt', variant_of: 'SHIRT-M', options: 'size=L' })
    expect(await row('SHIRT-L')).toMatchObject({ variant_of: 'SHIRT', options: { size: 'L' } })
    expect((await row('SHIRT-M')).options).toEqual({ size: 'M', colour: 'red' })
    const edited = await editProduct(
      db,
      { sku: 'SHIRT', member: manager, via, seen: String(now), texts: { ...blank, variant_of: 'POT' } },
      now,
    )
    expect(edited).toMatchObject({ value: { problems: { variant_of: { code: 'product.has_variants' } } } })
    const moved = { sku: 'SHIRT', member: manager, via, seen: String(now), texts: { ...blank, merchant: 'm2' } }
    expect(await editProduct(db, moved, now)).toMatchObject({
      value: { problems: { merchant: { code: 'product.variants_of_another', values: { sku: 'SHIRT-L' } } } },
    })
  })

  test('whatever is written into its form, it is saved whole or not at all', async () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 300 }),
      fc.constantFrom(
        '<!channel>',
        "'; drop table products; --",
        '=1+1',
        '-1',
        '1.5',
        '１２',
        '\u200b',
        'x'.repeat(10_000),
      ),
    )
    const texts = fc.record({
      ...{ name: hostile, name_zh: hostile, category: hostile, tags: hostile, merchant: hostile },
      ...{ cost: hostile, variant_of: hostile, options: hostile },
    })
    await fc.assert(
      fc.asyncProperty(hostile, hostile, texts, async (sku, price, written) => {
        const clean = (text: string) => text.replaceAll('\0', '').toWellFormed()
        const asked = Object.fromEntries(Object.entries(written).map(([name, text]) => [name, clean(text)]))
        const saving = await made(clean(sku), asked as unknown as ProductTexts, manager, clean(price))
        expect(saving.ok).toBe(true)
        await searchProducts(db, await readSettings(db), manager, clean(sku), { size: 5 })
      }),
      { numRuns: 60 },
    )
  })
})

describe('a price', () => {
  const set = (sku: string, price: string, member = manager, reason: string | null = 'season') =>
    setPrice(db, jobs, { sku, price, reason, member, via }, now)
  const waits = async (sku: string, price: string) => {
    const done = await set(sku, price)
    if (!done.ok || !done.value.waits) throw new Error('does not wait')
    return done.value.waits
  }
  const step = (subject: string, member = approver, reason: string | null = null) => ({ subject, member, reason, via })
  const priceOf = async (sku: string) => (await row(sku)).price

  beforeAll(async () => {
    for (const sku of ['A', 'B', 'C', 'D', 'E']) await putOnSale(db, { sku, merchant: 'm1' })
  })

  test('that moves little is in force at once; one that moves more waits, with a reason', async () => {
    expect(await set('A', '12', manager, null)).toMatchObject({ value: { waits: null } })
    expect(await priceOf('A')).toBe(12_00n)
    expect(await set('A', '14.41', manager, null)).toMatchObject({ code: 'price.reason_needed' })
    await waits('A', '14.41')
    expect(await priceOf('A')).toBe(12_00n)
    expect(await set('A', '12.50')).toMatchObject({ code: 'price.waits' })
  })

  test('that small steps would lead far waits as well, until a day has passed or somebody has agreed', async () => {
    await putOnSale(db, { sku: 'STEPS', merchant: 'm1' })
    const at = (price: string, hours: number) =>
      setPrice(db, jobs, { sku: 'STEPS', price, reason: 'season', member: manager, via }, hoursLater(hours))
    expect(await at('8.50', 0)).toMatchObject({ value: { waits: null } })
    const step = await at('7', 1)
    if (!step.ok || !step.value.waits) throw new Error('does not wait')
    const approving = { subject: step.value.waits, member: approver, reason: null, via }
    expect(await approvePrice(db, jobs, approving, hoursLater(2))).toMatchObject({ ok: true })
    expect(await at('6', 3)).toMatchObject({ value: { waits: null } })
    expect(await at('5.50', 4)).toMatchObject({ ok: true, value: { waits: expect.any(String) } })
    await db.updateTable('price_changes').set({ state: 'withdrawn' }).where('state', '=', 'waiting').execute()
    expect(await at('5.50', 28)).toMatchObject({ value: { waits: null } })
  })

  test('waits for someone else with the right, and is decided once', async () => {
    const subject = await waits('B', '5')
    expect(await approvePrice(db, jobs, step(subject, manager), now)).toMatchObject({ code: 'approval.own_request' })
    expect(await approvePrice(db, jobs, step(subject, support), now)).toMatchObject({ code: 'access.denied' })
    const both = await Promise.all([approver, admin].map((one) => approvePrice(db, jobs, step(subject, one), now)))
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await priceOf('B')).toBe(5_00n)
  })

  test('is not put in force where the product has come to another meanwhile', async () => {
    const subject = await waits('C', '5')
    await db.updateTable('products').set({ price: 9_00n }).where('sku', '=', 'C').execute()
    expect(await approvePrice(db, jobs, step(subject), now)).toMatchObject({ code: 'price.changed_meanwhile' })
    expect(await priceOf('C')).toBe(9_00n)
    expect(await rejectPrice(db, jobs, step(subject, approver, ''), now)).toMatchObject({
      code: 'approval.reason_needed',
    })
    expect(await rejectPrice(db, jobs, step(subject, approver, 'too low'), now)).toMatchObject({ ok: true })
    expect(await waits('C', '4')).not.toBe(subject)
  })

  test('is withdrawn by its requester alone, and expires by itself', async () => {
    const subject = await waits('D', '50')
    expect(await withdrawPrice(db, jobs, step(subject, admin), now)).toMatchObject({ code: 'approval.not_yours' })
    expect(await withdrawPrice(db, jobs, step(subject, manager), now)).toMatchObject({ value: { state: 'withdrawn' } })
    await waits('D', '60')
    await sweepApprovals(db, jobs, hoursLater(100))
    const states = await db.selectFrom('price_changes').select('state').where('sku', '=', 'D').orderBy('id').execute()
    expect(states.map(({ state }) => state)).toEqual(['withdrawn', 'expired'])
    expect(await priceOf('D')).toBe(10_00n)
  })

  test('of own goods is for their merchant to ask for', async () => {
    expect(await set('E', '11', merchant('m2'))).toMatchObject({ code: 'product.not_yours' })
    expect(await set('E', '11', merchant('m1'))).toMatchObject({ ok: true })
    expect(await set('E', 'free', merchant('m1'))).toMatchObject({ code: 'amount.malformed' })
  })
})
