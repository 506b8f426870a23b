import { may, scopeOf } from '../../shop/access/member.ts'
import { productHistory } from '../../shop/products/history.ts'
import { findProduct } from '../../shop/products/product.ts'
import { listProduct, type Saved, tagProduct } from '../../shop/products/save.ts'
import { searchProducts } from '../../shop/products/search.ts'
import { listTags, parseTags } from '../../shop/products/tags.ts'
import { refuse } from '../../shop/result.ts'
import { firstWord, unquoted } from '../first-word.ts'
import type { Answer, Call, Command, Operation } from '../operation.ts'
import { paged } from '../paging.ts'
import { unchanged } from '../slack/render.ts'
import { productList, tagList } from '../views/product.ts'
import { productHistoryMessage } from '../views/product-history.ts'
import { card } from './product-card.ts'
import { categories, categoryOperations } from './product-categories.ts'
import { edit, formOperations, make, variant } from './product-form.ts'
import { approve, price, priceOperations, reject, waiting, withdraw } from './product-price.ts'

const PAGE = 10

/** `SKU` shows a card, anything else is searched for; where nothing fits one word, the nearest SKUs are named. */
const show: Operation = {
  id: 'product.show',
  permission: 'catalogue.view',
  reads: true,
  usage: 'usage.product.show',
  async run(call) {
    const { services, settings, member, argument, reader } = call
    const { text, cursor } = paged(argument)
    const sku = unquoted(text)
    if (sku && (await findProduct(services.db, member, sku))) return card(call, sku)
    const found = await searchProducts(services.db, settings, member, text, { size: PAGE, cursor })
    if (!found.ok) return found
    const nothing = found.value.page.rows.length === 0 && cursor === null
    if (nothing && text && !/[\s:：]/u.test(text) && text.toLowerCase() !== 'low') return card(call, text)
    const canEdit = may(member, 'product.edit') && scopeOf(member, 'product.edit') !== ''
    return { show: productList(found.value, text, canEdit, reader), empty: nothing }
  },
}

/** The card, with a word where it was so already. */
const saved = async (call: Call, { sku, changed }: Saved): Promise<Answer> =>
  unchanged(await card(call, sku), !changed, call.reader)

/** `SKU [reason]`. */
const listing = (name: 'list' | 'unlist'): Operation => ({
  id: `product.${name}`,
  permission: 'product.edit',
  needs: true,
  usage: 'usage.product.list',
  async run(call) {
    const { services, member, argument, via, now } = call
    const [sku, reason] = firstWord(argument)
    const asked = { sku, listed: name === 'list', reason: reason || null, member, via }
    const done = await listProduct(services.db, asked, now)
    return done.ok ? saved(call, done.value) : done
  },
})
const [list, unlist] = [listing('list'), listing('unlist')]

/** `SKU tag, tag`. */
const tagging = (name: 'tag' | 'untag'): Operation => ({
  id: `product.${name}`,
  permission: 'product.edit',
  needs: true,
  usage: 'usage.product.tag',
  async run(call) {
    const { services, member, argument, via, now } = call
    const [sku, rest] = firstWord(argument)
    const read = parseTags(rest)
    if (!read.ok) return read
    if (read.value.length === 0) return refuse('product.tags_needed', { sku })
    const done = await tagProduct(services.db, { sku, tags: read.value, on: name === 'tag', member, via }, now)
    return done.ok ? saved(call, done.value) : done
  },
})
const [tag, untag] = [tagging('tag'), tagging('untag')]

const tags: Operation = {
  id: 'product.tags',
  permission: 'catalogue.view',
  reads: true,
  usage: 'usage.product.tags',
  async run({ services, member, argument, reader }) {
    const { cursor } = paged(argument)
    const page = await listTags(services.db, member, { size: 15, cursor })
    return page.ok ? { show: tagList(page.value, reader) } : page
  },
}

const history: Operation = {
  id: 'product.history',
  permission: 'product.edit',
  reads: true,
  needs: true,
  usage: 'usage.product.history',
  async run({ services, member, argument, reader }) {
    const { text: sku, cursor } = paged(argument)
    const found = await productHistory(services.db, member, sku, { size: 15, cursor })
    return found.ok ? { show: productHistoryMessage(found.value.product, found.value.page, reader) } : found
  },
}

export const product: Command = {
  name: 'product',
  words: {
    ...{ new: make, edit, variant, list, unlist, price, waiting, approve, reject, withdraw },
    ...{ tag, untag, tags, history, categories },
  },
  otherwise: show,
}
export const productOperations = [
  ...[show, list, unlist, tag, untag, tags, history],
  ...formOperations,
  ...priceOperations,
  ...categoryOperations,
]
