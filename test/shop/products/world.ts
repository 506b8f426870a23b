import { saveCategory } from '../../../shop/products/change-category.ts'
import type { ProductTexts } from '../../../shop/products/form.ts'
import { createProduct } from '../../../shop/products/save.ts'
import { searchProducts } from '../../../shop/products/search.ts'
import { readSettings } from '../../../shop/settings/read.ts'
import { freshDatabase } from '../../postgres.ts'
import { now, putOnSale } from '../goods.ts'
import { manager } from '../people.ts'

export const via = 'test'

/** What a form for a new product is sent with where nothing else is said. */
export const blank: ProductTexts = {
  ...{ name: 'Tea', name_zh: '', category: '', tags: '', merchant: '', cost: '', variant_of: '', options: '' },
}

/** A shop with goods of two merchants, and short ways to make products and categories and to find them again. */
export async function productWorld() {
  const { db, close } = await freshDatabase()
  await putOnSale(db, { sku: 'TEA', name: 'Green Tea', nameZh: '绿茶', merchant: 'm1' })
  await putOnSale(db, { sku: 'CUP', name: 'Tea Cup', merchant: 'm2', onHand: 3 })
  return {
    ...{ db, close },
    made: (sku: string, texts: Partial<ProductTexts> = {}, member = manager, price = '10') =>
      createProduct(db, { sku, member, via, price, listed: true, texts: { ...blank, ...texts } }, now),
    category: (id: string | null, name: string, parent: string) =>
      saveCategory(db, { id, name, nameZh: '', parent, member: manager, via }, now),
    row: (sku: string) => db.selectFrom('products').selectAll().where('sku', '=', sku).executeTakeFirstOrThrow(),
    async found(text: string, member = manager) {
      const list = await searchProducts(db, await readSettings(db), member, text, { size: 50 })
      if (!list.ok) throw new Error(list.code)
      return list.value.page.rows.map(({ sku }) => sku)
    },
  }
}
