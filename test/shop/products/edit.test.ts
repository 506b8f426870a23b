import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ProductTexts } from '../../../shop/products/form.ts'
import { editProduct, tagProduct } from '../../../shop/products/save.ts'
import { searchProducts } from '../../../shop/products/search.ts'
import { readSettings } from '../../../shop/settings/read.ts'
import { hoursLater, now } from '../goods.ts'
import { manager } from '../people.ts'
import { blank, productWorld, via } from './world.ts'

const world = await productWorld()
const { db, made, category, row } = world
afterAll(world.close)

describe('a product', () => {
  beforeAll(() => category(null, 'Tea', ''))

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

  test('tags that several people add at once all stay, however they spell the SKU', async () => {
    await made('TAGGED')
    const spelt = ['TAGGED', 'tagged', 'Tagged', 'taggeD', 'tAGGED', 'ＴＡＧＧＥＤ']
    await Promise.all(
      spelt.map((sku, at) => tagProduct(db, { sku, tags: [`t${at}`], on: true, member: manager, via }, now)),
    )
    expect((await row('TAGGED')).tags.toSorted()).toEqual(['t0', 't1', 't2', 't3', 't4', 't5'])
    await db.deleteFrom('products').where('sku', '=', 'TAGGED').execute()
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
