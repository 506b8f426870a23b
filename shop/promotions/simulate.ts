import type { Db } from '../../db/tables/index.ts'
import { denied, type Member } from '../access/member.ts'
import { ok, type Refusal, type Result, refuse } from '../result.ts'
import type { Settings } from '../settings/registry.ts'
import { notSellable } from '../stock/sellable.ts'
import { readPromotions } from './find.ts'
import { compilePromotions } from './price.ts'
import { type Quote, quote } from './quote.ts'
import { momentIn } from './time-fields.ts'

/** A basket as a person writes it, part by part; an empty part is not given. */
export interface SimulationTexts {
  items: string
  coupon: string
  customer: string
  region: string
  /** In the shop's zone; a time alone is that of today. */
  at: string
}

/** A price with what of it cannot be bought now, and why, by SKU. */
export interface Simulation extends Quote {
  readonly unsold: ReadonlyMap<string, Refusal>
}

const WORD = /\s(coupon|customer|region|at)\s+/i

/** `SKU×2, SKU [coupon CODE] [customer ID] [region R] [at TIME]` in its parts. */
export function splitSimulation(text: string): SimulationTexts {
  const [items = '', ...rest] = ` ${text}`.split(WORD)
  const parts: SimulationTexts = { items: items.trim(), coupon: '', customer: '', region: '', at: '' }
  for (let at = 0; at < rest.length; at += 2)
    parts[(rest[at] ?? '').toLowerCase() as keyof SimulationTexts] = (rest[at + 1] ?? '').trim()
  return parts
}

/** What is wrong is said about one part: `field` among the values names it. */
const wrong = (field: 'items' | 'at' | 'customer', text: string) =>
  refuse(`promotion.simulate.${field}`, { field, text })

/** What begins as a number of pieces, and may be none that can be bought. */
const COUNT = /^(.+?)\s*(?:[×✕*]\s*(\S*)|\s[xX]\s*(\S*)|(?<=\S)[xX]([+-]?\d\S*))$/
const MOST_PIECES = 999_999

function itemsOf(text: string): Result<{ sku: string; quantity: number }[]> {
  const parts = text
    .split(/[,，、;；\n]/)
    .map((part) => part.trim())
    .filter(Boolean)
  const items: { sku: string; quantity: number }[] = []
  for (const part of parts) {
    const [, sku = part, ...counts] = COUNT.exec(part) ?? []
    const count = counts.find((one) => one !== undefined) ?? '1'
    const quantity = /^\d{1,6}$/.test(count) ? Number(count) : 0
    if (quantity === 0) return refuse('promotion.simulate.pieces', { field: 'items', text: part, most: MOST_PIECES })
    items.push({ sku: sku.trim(), quantity })
  }
  return items.length > 0 ? ok(items) : wrong('items', text)
}

/**
 * How the price of a basket comes about, and why each promotion that has not ended applies or does not. Takes nothing,
 * and prices goods that are sold out or not listed as if they were on sale.
 * Refuses what cannot be read, naming the part.
 */
export async function simulate(
  db: Db,
  settings: Settings,
  member: Member,
  texts: SimulationTexts,
  now: Temporal.Instant,
): Promise<Result<Simulation>> {
  const missing = denied(member, 'promotion.manage')
  if (missing) return missing
  const items = itemsOf(texts.items)
  if (!items.ok) return items
  const zone = settings['shop.timezone']
  const today = now.toZonedDateTimeISO(zone).toPlainDate()
  const written = texts.at.trim().replaceAll('：', ':')
  const at = momentIn(/^\d\d:\d\d$/.test(written) ? `${today} ${written}` : written, zone)
  if (written && !at) return wrong('at', texts.at)
  const customer = texts.customer.trim() || null
  if (customer !== null && !(await known(db, customer))) return wrong('customer', customer)
  const [region, coupon] = [texts.region.trim() || null, texts.coupon.trim() || null]
  const asked = { items: items.value, customer, region, coupon, unlisted: true }
  const promotions = await readPromotions(db, settings, ['active', 'paused', 'draft'])
  const priced = await quote(db, settings, compilePromotions(promotions), asked, at?.value ?? now)
  if (!priced.ok) return priced
  const short = await notSellable(db, settings, priced.value.lines)
  const unsold = new Map([
    ...[...short].map(([sku, { values }]) => [sku, refuse('promotion.simulate.sold_out', values)] as const),
    ...priced.value.unlisted.map((sku) => [sku, refuse('promotion.simulate.unlisted')] as const),
  ])
  return ok({ ...priced.value, unsold })
}

const known = async (db: Db, customer: string): Promise<boolean> =>
  (await db.selectFrom('customers').select('id').where('id', '=', customer).executeTakeFirst()) !== undefined
