import { sql } from 'kysely'
import { z } from 'zod'
import { noticePriceDrop } from '../../favourites/notices.ts'
import { newsOf } from '../../latest.ts'
import { parseAmount } from '../../money.ts'
import { ok, refuse } from '../../result.ts'
import { readSettings } from '../../settings/read.ts'
import { currency, id, money, text } from '../fields.ts'
import { type EventKind, productKey } from '../kind.ts'

const product = z.object({
  sku: text(64),
  name: text(200).optional(),
  name_zh: text(200).optional(),
  category: text(120).optional(),
  tags: z.array(text(60)).max(50).optional(),
  merchant_id: id.optional(),
  price: money.optional(),
  currency: currency.optional(),
  listed: z.boolean().optional(),
})

/** Goods as the storefront sells them. Which fields it leaves out stay as they are; new goods need a name and a price. */
export const productUpserted: EventKind<z.infer<typeof product>> = {
  type: 'product.upserted',
  about: 'Goods are new, or something about them changed. Fields that are left out stay as they are.',
  schema: product,
  example: { sku: 'TEA-101', name: 'Longjing tea 100 g', name_zh: '龙井茶 100 克', price: '88.00', currency: 'CNY' },
  subject: ({ sku }) => productKey(sku),
  async apply({ trx, at }, { sku, price: written, currency: code, ...fields }) {
    const known = await trx.selectFrom('products').selectAll().where('sku', '=', sku).forUpdate().executeTakeFirst()
    const inCurrency = code ?? known?.currency
    if (!known && (fields.name === undefined || written === undefined || inCurrency === undefined))
      return refuse('intake.product_incomplete', { sku })
    if (fields.merchant_id !== undefined) {
      const merchant = { id: fields.merchant_id, name: fields.merchant_id }
      await trx
        .insertInto('merchants')
        .values(merchant)
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    }
    const read = written === undefined ? ok(undefined) : parseAmount(written, inCurrency ?? '')
    if (!read.ok) return read
    // A price means nothing without its currency: they are told together or not at all.
    const priced = read.value === undefined ? {} : { price: read.value, currency: inCurrency }
    const { fields: news, told } = newsOf({ ...fields, ...priced }, known ?? {}, known?.told ?? {}, at)
    const row = { ...news, told: JSON.stringify(told), updated_at: at }
    if (known && news.price !== undefined && news.price !== known.price) {
      const change = { sku, before: known.price, after: news.price, currency: inCurrency ?? known.currency }
      await trx
        .insertInto('price_changes')
        .values({ ...change, state: 'applied', requested_at: at, settled_at: at })
        .execute()
      if (change.currency === known.currency) await noticePriceDrop(trx, change, await readSettings(trx), at)
    }
    if (known)
      await trx
        .updateTable('products')
        .set({ ...row, updated_at: sql`greatest(updated_at, ${at})` })
        .where('sku', '=', sku)
        .execute()
    else
      await trx
        .insertInto('products')
        .values({ sku, name: fields.name ?? sku, price: read.value ?? 0n, currency: inCurrency ?? '', ...row })
        .execute()
    return ok(null)
  },
}
