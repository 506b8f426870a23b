import { z } from 'zod'
import { denied, scopeOf } from '../../shop/access/member.ts'
import { toDecimal } from '../../shop/money.ts'
import type { ProductTexts } from '../../shop/products/form.ts'
import { demandEditable } from '../../shop/products/product.ts'
import { createProduct, editProduct } from '../../shop/products/save.ts'
import { carried } from '../carried.ts'
import type { Operation } from '../operation.ts'
import { productModal, textsOf } from '../views/product-form.ts'
import { card } from './product-card.ts'
import { marked } from './promo-form.ts'

const blank: ProductTexts = {
  ...{ name: '', name_zh: '', category: '', tags: '', merchant: '', cost: '', variant_of: '', options: '' },
}

/** What a form carries: the product that it edits, and when that was last changed as it was drawn. */
const argumentOf = (sku: string | null, seen: string): string => JSON.stringify([sku, seen])
const form = z.tuple([z.string().nullable(), z.string()])

export const make: Operation = {
  id: 'product.new',
  permission: 'product.edit',
  usage: 'usage.product.new',
  async run({ member, settings, reader }) {
    const missing = denied(member, 'product.edit')
    if (missing) return missing
    const merchants = scopeOf(member, 'product.edit') === null
    const form = { texts: blank, currency: settings['shop.currency'], sku: null, price: '', merchants }
    return { open: productModal({ ...form, argument: argumentOf(null, '') }, reader) }
  },
}

/** Opens the form of a new product with the fields of another, whose variant it becomes. */
export const variant: Operation = {
  id: 'product.variant',
  permission: 'product.edit',
  needs: true,
  usage: 'usage.product.variant',
  async run({ services, settings, member, argument, reader }) {
    const found = await demandEditable(services.db, member, argument)
    if (!found.ok) return found
    const { sku, variantOf, price } = found.value
    const currency = settings['shop.currency']
    const texts = { ...textsOf(found.value), variant_of: variantOf ?? sku }
    const copied = found.value.currency === currency ? toDecimal(price, currency) : ''
    const merchants = scopeOf(member, 'product.edit') === null
    const form = { texts, currency, sku: null, price: copied, merchants, argument: argumentOf(null, '') }
    return { open: productModal(form, reader) }
  },
}

export const edit: Operation = {
  id: 'product.edit',
  permission: 'product.edit',
  needs: true,
  usage: 'usage.product.edit',
  async run({ services, member, argument, reader }) {
    const found = await demandEditable(services.db, member, argument)
    if (!found.ok) return found
    const { sku, currency, updatedAt } = found.value
    const merchants = scopeOf(member, 'product.edit') === null
    const form = { texts: textsOf(found.value), currency, sku, price: '', merchants }
    return { open: productModal({ ...form, argument: argumentOf(sku, String(updatedAt)) }, reader) }
  },
}

const save: Operation = {
  id: 'product.save',
  permission: 'product.edit',
  async run(call) {
    const { services, member, argument, fields, via, reader, now } = call
    const read = carried(form, argument)
    if (!read.ok) return read
    const [sku, seen] = read.value
    const texts = { ...blank, ...fields }
    const asked = { texts, member, via }
    const { sku: written = '', price = '', listed } = fields
    const saving =
      sku === null
        ? await createProduct(services.db, { ...asked, sku: written, price, listed: listed !== 'no' }, now)
        : await editProduct(services.db, { ...asked, sku, seen }, now)
    if (!saving.ok) return saving
    return 'problems' in saving.value ? marked(saving.value.problems, reader) : card(call, saving.value.saved)
  },
}

export const formOperations = [make, variant, edit, save]
