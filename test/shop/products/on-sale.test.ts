import { afterAll, describe, expect, test } from 'vitest'
import { listProduct, tagProduct } from '../../../shop/products/save.ts'
import { now } from '../goods.ts'
import { manager, merchant, support, visitor } from '../people.ts'
import { promotionWorld } from '../promotions/world.ts'
import { productWorld, via } from './world.ts'

const world = await productWorld()
const { db, made, row, found } = world
afterAll(world.close)

describe('a product', () => {
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

  test('is found by filters and words of both languages', async () => {
    expect(await found('绿茶')).toEqual(['TEA'])
    expect(await found('ｔａｇ：new')).toEqual([])
    await tagProduct(db, { sku: 'TEA', tags: ['New'], on: true, member: manager, via }, now)
    expect(await found('tag:new merchant:m1')).toEqual(['TEA'])
    expect(await found('low')).toEqual(['CUP'])
    await expect(found('categry:tea')).rejects.toThrow('product.unknown_filter')
  })
})
