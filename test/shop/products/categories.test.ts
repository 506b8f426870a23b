import { afterAll, describe, expect, test } from 'vitest'
import { categoryTree, readCategories } from '../../../shop/products/categories.ts'
import { deleteCategory } from '../../../shop/products/change-category.ts'
import { now } from '../goods.ts'
import { manager, merchant } from '../people.ts'
import { promotionWorld } from '../promotions/world.ts'
import { productWorld, via } from './world.ts'

const world = await productWorld()
const { db, category, found } = world
afterAll(world.close)

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
