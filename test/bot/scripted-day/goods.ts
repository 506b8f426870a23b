import { at, named } from './acts.ts'
import type { Day } from './day.ts'

/** What is sold: whose it is, and what it costs in minor units. */
export const goods = {
  'G-101': { name: 'Green tea', merchant: 'm1', price: 20_00 },
  'G-102': { name: 'Cup', merchant: 'm1', price: 45_00 },
  'G-103': { name: 'Pot', merchant: 'm2', price: 60_00 },
  'G-104': { name: 'Tray', merchant: 'm2', price: 80_00 },
  'G-105': { name: 'Scarf', merchant: 'm3', price: 120_00 },
  'G-106': { name: 'Pen', merchant: 'm3', price: 15_00 },
  'G-107': { name: 'Lamp', merchant: 'm4', price: 200_00 },
  'G-108': { name: 'Book', merchant: 'm4', price: 35_50 },
  'G-109': { name: 'Bowl', merchant: 'm5', price: 50_00 },
  'G-110': { name: 'Vase', merchant: 'm5', price: 99_90 },
  'G-111': { name: 'Chair', merchant: 'm6', price: 300_00 },
  'G-112': { name: 'Cabinet', merchant: 'm6', price: 1500_00 },
} as const
export type Sku = keyof typeof goods

/** A file that customers load: nobody counts it. */
export const DIGITAL = { sku: 'PDF-1', price: 30_00 }

/** Goods are told by the storefront, and made in forms by a manager and a merchant. */
export async function goodsAreListed(day: Day): Promise<void> {
  for (const [sku, { name, merchant: merchant_id, price }] of Object.entries(goods)) {
    const told = { sku, name, merchant_id, price: (price / 100).toFixed(2), currency: 'CNY' }
    await day.tell('product.upserted', told, { id: `goods-${sku}` })
    await day.tell('product.upserted', told, { id: `goods-${sku}` })
  }
  const mei = at(day, 'mei')
  await mei.says('/product new')
  await mei.fills({ sku: DIGITAL.sku, name: 'Pattern', name_zh: '图案', price: '30', tags: 'digital' })
}

/** Categories, variants, tags, prices that need a second look, and what is taken off sale. */
export async function goodsAreKept(day: Day): Promise<void> {
  const [mei, tom, wang] = [at(day, 'mei'), at(day, 'tom'), at(day, 'wang')]
  await mei.says('/product categories')
  await mei.presses('product.category_new')
  await mei.fills({ name: 'Ceramics', name_zh: '陶瓷' })
  await mei.says('/product edit G-102')
  await mei.fills({ category: 'Ceramics', cost: '12' })
  await mei.says('/product categories', 'Ceramics')
  await mei.presses('product.category_edit')
  await mei.fills({ name_zh: '瓷器' })
  await mei.says('/product categories')
  await mei.presses('product.category_new')
  await mei.fills({ name: 'Aaa empty' })
  await mei.says('/product categories', 'Aaa empty')
  await mei.presses('product.category_edit')
  await mei.presses('product.category_delete')
  await mei.waits(() => !mei.person.modal?.text.includes('Aaa empty'))
  await mei.person.closeModal(true)
  await wang.says('/product new')
  await wang.fills({ sku: 'W-1', name: 'Whisk', price: '25' })
  await wang.says('/product variant W-1')
  await wang.fills({ sku: 'W-2', options: 'size=large' })
  await wang.says('/product tag W-1 bamboo, new', 'bamboo')
  await wang.says('/product untag W-1 new')
  await wang.says('/product unlist W-2 not ready')
  await wang.says('/product list W-2')
  await wang.says('/product history W-1')
  await at(day, 'vera').says('/product tags', 'bamboo')
  await at(day, 'vera').says('/product W-1', 'Whisk')
  await mei.says('/product price W-1 24 -- a little less', '24.00')
  await mei.says('/product price W-1')
  await mei.fills({ price: '40', reason: 'hand made' })
  await tom.presses('product.approve', await day.post('approvals', 'W-1', 'tom'))
  await wang.says('/product price W-2 50 costs more')
  await tom.says('/product waiting', 'W-2')
  const second = named(JSON.stringify(tom.person.ephemerals('general').at(-1)?.blocks), /P\d+/)
  await tom.says(`/product reject ${second}`)
  await tom.fills({ reason: 'too much' })
  await wang.says('/product price W-2 60 costs more')
  await wang.says(`/product withdraw P${Number(second.slice(1)) + 1}`)
}
