import type { Key } from '../../shop/i18n/index.ts'
import type { Page } from '../../shop/pages.ts'
import type { ProductCard } from '../../shop/products/card.ts'
import { type Categories, categoryPath } from '../../shop/products/categories.ts'
import { priceSubject } from '../../shop/products/prices.ts'
import type { Product } from '../../shop/products/product.ts'
import type { ProductList } from '../../shop/products/search.ts'
import {
  type Blocks,
  type Button,
  buttons,
  clip,
  context,
  escapeText,
  fields,
  header,
  lineSections,
  type Message,
  quote,
  section,
} from '../blocks.ts'
import { pageButtons } from '../paging.ts'
import type { Reader } from '../reader.ts'
import { nameOf } from './goods.ts'
import { changeText, priceButtons } from './product-price.ts'
import { withOpen } from './with-open.ts'

const title = (product: Product, reader: Reader): string =>
  `*${clip(nameOf(product, reader), 300)}*  \`${escapeText(product.sku)}\``

const optionText = ({ options }: Product): string =>
  escapeText(
    Object.entries(options)
      .map(([name, value]) => `${name}=${value}`)
      .join(', '),
  )

const pathText = ({ path }: Product, categories: Categories, reader: Reader): string =>
  escapeText(categoryPath(path, categories, reader.locale))

const stockText = ({ available }: Product, reader: Reader): string =>
  available === null ? '' : reader.say('product.in_stock', { count: available })

const lossText = ({ cost, price }: Product, reader: Reader): string =>
  cost !== null && price < cost ? `⚠️ ${reader.say('product.below_cost')}` : ''

/** A page of goods; the button of each opens its card. */
export function productList(
  { page, categories }: ProductList,
  text: string,
  canEdit: boolean,
  reader: Reader,
): Message {
  const heading = text ? reader.say('product.search_title', { text }) : reader.say('product.title')
  const rows = page.rows.map((product) => {
    const about = [
      reader.money(product.price, product.currency),
      product.listed ? '' : `🚫 ${reader.say('product.unlisted')}`,
      stockText(product, reader),
      optionText(product),
      pathText(product, categories, reader),
    ]
    const line = clip(`${title(product, reader)}\n${about.filter(Boolean).join('  ·  ')}`, 900)
    return withOpen(line, 'product.show', product.sku, reader)
  })
  const row: Button[] = [
    ...(canEdit ? [{ label: reader.say('product.new'), operation: 'product.new' }] : []),
    { label: reader.say('product.categories'), operation: 'product.categories' },
  ]
  return {
    text: escapeText(heading),
    blocks: [
      header(heading),
      ...(rows.length > 0 ? rows : [section(reader.say('product.empty'))]),
      ...pageButtons(page, 'product.show', text, reader),
      buttons(...row),
    ],
  }
}

function actions({ product, waiting }: ProductCard, reader: Reader): Button[] {
  const act = (label: Key, operation: string): Button => ({
    label: reader.say(label),
    operation,
    argument: product.sku,
  })
  const stock = product.available === null ? [] : [act('product.stock', 'stock.show')]
  if (!product.editable) return stock
  return [
    act('product.edit', 'product.edit'),
    ...(waiting ? [] : [act('product.change_price', 'product.price')]),
    product.listed ? act('product.unlist', 'product.unlist') : act('product.list', 'product.list'),
    act('product.add_variant', 'product.variant'),
    act('product.history', 'product.history'),
    ...stock,
  ]
}

/** A price that waits, and what the reader may do about it. */
function waitingBlocks({ change, decide, withdraw }: NonNullable<ProductCard['waiting']>, reader: Reader): Blocks {
  const subject = priceSubject(change)
  const [before, after] = [reader.money(change.before, change.currency), reader.money(change.after, change.currency)]
  return [
    section(`⏳ ${reader.say('product.waits', { subject, before, after })}`),
    ...withActions(priceButtons(subject, { decide, withdraw }, reader)),
  ]
}

/** One product, its variants, what its price was and what of it waits, and what the reader may do about it. */
export function productMessage(card: ProductCard, reader: Reader): Message {
  const { product, categories, siblings, prices, waiting } = card
  const { currency, cost, tags, merchant, variantOf } = product
  const pairs: [string, string][] = [
    [reader.say('product.price'), reader.money(product.price, currency)],
    ...(cost === null ? [] : [[reader.say('product.cost'), reader.money(cost, currency)] as [string, string]]),
    [reader.say('product.category'), pathText(product, categories, reader) || '–'],
    [reader.say('product.merchant'), merchant ? escapeText(merchant.name) : '–'],
    [reader.say('product.tags'), escapeText(clip(reader.list(tags), 500)) || '–'],
    ...(variantOf || siblings.length > 0
      ? [[reader.say('product.options'), optionText(product) || '–'] as [string, string]]
      : []),
  ]
  const state = reader.say(product.listed ? 'product.listed' : 'product.unlisted')
  const standing = [`${product.listed ? '🟢' : '🚫'} ${state}`, stockText(product, reader), lossText(product, reader)]
  const variants = siblings.map((other) => {
    const about = [optionText(other), reader.money(other.price, other.currency), stockText(other, reader)]
    return `• ${title(other, reader)}  ${about.filter(Boolean).join('  ·  ')}`
  })
  const history = prices.map((change) => {
    const who = change.requested_by ? `<@${change.requested_by}>` : 'Backroom'
    const reason = change.reason ? quote(clip(change.reason, 100)) : ''
    const parts = [reader.when(change.settled_at ?? change.requested_at), who, changeText(change, reader), reason]
    return `• ${parts.filter(Boolean).join('  ·  ')}`
  })
  return {
    text: `${nameOf(product, reader)} (${product.sku}): ${reader.money(product.price, currency)}`,
    blocks: [
      section(`${title(product, reader)}\n${standing.filter(Boolean).join('  ·  ')}`),
      ...fields(pairs),
      ...(waiting ? waitingBlocks(waiting, reader) : []),
      ...(variants.length > 0 ? lineSections([`*${reader.say('product.variants')}*`, ...variants]) : []),
      ...(history.length > 0 ? lineSections([`*${reader.say('product.prices')}*`, ...history]) : []),
      ...withActions(actions(card, reader)),
    ],
  }
}

const withActions = (row: Button[]) => (row.length > 0 ? [buttons(...row)] : [])

/** Tags with their number of goods; the button of each lists them. */
export function tagList(page: Page<{ tag: string; count: number }>, reader: Reader): Message {
  const heading = reader.say('product.tags_title')
  const rows = page.rows.map(({ tag, count }) => {
    const about = `*${escapeText(tag)}*  ${reader.say('product.goods', { count })}`
    return withOpen(about, 'product.show', `tag:"${tag}"`, reader)
  })
  return {
    text: heading,
    blocks: [
      header(heading),
      ...(rows.length > 0 ? rows : [context(reader.say('product.tags_empty'))]),
      ...pageButtons(page, 'product.tags', '', reader),
    ],
  }
}
