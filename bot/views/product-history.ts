import type { Audited } from '../../shop/audit.ts'
import { hasKey, type Key } from '../../shop/i18n/index.ts'
import type { Page } from '../../shop/pages.ts'
import type { Product } from '../../shop/products/product.ts'
import { clip, escapeText, header, lineSections, type Message, quote } from '../blocks.ts'
import { pageButtons } from '../paging.ts'
import type { Reader } from '../reader.ts'

const MOST_OF_A_VALUE = 80
const MOST_OF_AN_ENTRY = 900

/** Fields whose name in the records is not that of the form. */
const labels: Record<string, Key> = { merchant_id: 'product.merchant', listed: 'product.listed' }

const labelOf = (field: string, reader: Reader): string => {
  const key = labels[field] ?? `product.${field}`
  return hasKey(key) ? reader.say(key as Key) : field
}

const isNothing = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  value === '' ||
  (typeof value === 'object' && Object.keys(value).length === 0)

/** One value of a field as people write it: money as money, tags and options as in the form. */
function wordsOf(field: string, value: unknown, currency: string, reader: Reader): string {
  if (isNothing(value)) return reader.say('product.nothing')
  if (field === 'price' || field === 'cost') return reader.money(BigInt(String(value)), currency)
  if (typeof value === 'boolean') return reader.say(value ? 'product.yes' : 'product.no')
  const text = Array.isArray(value)
    ? reader.list(value)
    : typeof value === 'object'
      ? Object.entries(value as object)
          .map((pair) => pair.join('='))
          .join(', ')
      : String(value)
  return escapeText(clip(text, MOST_OF_A_VALUE))
}

/** Which fields an entry changed, from what to what; of a new product what was filled in. */
function changesIn({ action, before, after }: Audited, currency: string, reader: Reader): string[] {
  if (action === 'product.listed' || action === 'product.unlisted') return []
  const [was, is] = [before, after].map((value) => (value ?? {}) as Record<string, unknown>)
  return Object.entries(is ?? {})
    .filter(([field, value]) => field !== 'currency' && (before !== null || !isNothing(value)))
    .map(([field, value]) => {
      const now = wordsOf(field, value, currency, reader)
      const change = before === null ? now : `${wordsOf(field, was?.[field], currency, reader)} → ${now}`
      return `${labelOf(field, reader)} ${change}`
    })
}

/** Who did what to a product, newest first. */
export function productHistoryMessage(product: Product, page: Page<Audited>, reader: Reader): Message {
  const heading = reader.say('product.history_title', { sku: product.sku })
  const lines = page.rows.map((entry) => {
    const who = entry.member_id ? `<@${entry.member_id}>` : 'Backroom'
    const action = reader.say(`product.action.${entry.action.replace('product.', '')}` as Key)
    const changed = reader.list(changesIn(entry, product.currency, reader))
    const parts = [reader.when(entry.at), who, action, changed, entry.reason ? quote(entry.reason) : '']
    return clip(`• ${parts.filter(Boolean).join('  ·  ')}`, MOST_OF_AN_ENTRY)
  })
  return {
    text: heading,
    blocks: [
      header(heading),
      ...lineSections(lines.length > 0 ? lines : [reader.say('product.history_empty')]),
      ...pageButtons(page, 'product.history', product.sku, reader),
    ],
  }
}
