import { toDecimal } from '../../shop/money.ts'
import type { ProductTexts } from '../../shop/products/form.ts'
import type { Product } from '../../shop/products/product.ts'
import { escapeText, type Modal, section } from '../blocks.ts'
import { textInput, yesNoInput } from '../inputs.ts'
import type { Reader } from '../reader.ts'

/** A product as its form shows it. */
export const textsOf = (product: Product): ProductTexts => ({
  name: product.name,
  name_zh: product.nameZh ?? '',
  category: product.path.at(-1) ?? '',
  tags: product.tags.join(', '),
  merchant: product.merchant?.id ?? '',
  cost: product.cost === null ? '' : toDecimal(product.cost, product.currency),
  variant_of: product.variantOf ?? '',
  options: Object.entries(product.options)
    .map((pair) => pair.join('='))
    .join(', '),
})

export interface ProductForm {
  texts: ProductTexts
  currency: string
  /** The product that is edited; null for a new one. */
  sku: string | null
  /** What a new one costs to begin with. */
  price: string
  /** Whether the reader may say whose it is. */
  merchants: boolean
  /** Comes back with the submission. */
  argument: string
}

/** The form of a product. */
export function productModal({ texts, currency, sku, price, merchants, argument }: ProductForm, reader: Reader): Modal {
  const field = (name: Exclude<keyof ProductTexts, 'name' | 'cost' | 'name_zh'>) =>
    textInput(name, {
      label: reader.say(`product.${name}`),
      hint: reader.say(`product.${name}_hint`),
      value: texts[name],
      optional: true,
      long: name === 'tags' || name === 'options',
    })
  const yes = { yes: reader.say('product.yes'), no: reader.say('product.no'), value: true }
  return {
    title: reader.say('product.form'),
    submit: reader.say('button.save'),
    close: reader.say('button.cancel'),
    operation: 'product.save',
    argument,
    blocks: [
      sku === null ? textInput('sku', { label: reader.say('product.sku') }) : section(`\`${escapeText(sku)}\``),
      textInput('name', { label: reader.say('product.name'), value: texts.name }),
      textInput('name_zh', { label: reader.say('product.name_zh'), value: texts.name_zh, optional: true }),
      ...(sku === null
        ? [textInput('price', { label: `${reader.say('product.price')} (${currency})`, value: price })]
        : []),
      textInput('cost', { label: `${reader.say('product.cost')} (${currency})`, value: texts.cost, optional: true }),
      field('category'),
      field('tags'),
      ...(merchants ? [field('merchant')] : []),
      field('variant_of'),
      field('options'),
      ...(sku === null ? [yesNoInput('listed', { label: reader.say('product.on_sale'), ...yes })] : []),
    ],
  }
}
