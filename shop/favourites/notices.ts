import { sql } from 'kysely'
import type { Db, Trx } from '../../db/tables/index.ts'
import { favouriteLowStock, favouritePriceDropped } from '../callbacks/kinds/customers.ts'
import { tellStorefrontAll } from '../callbacks/tell.ts'
import { hundredths, toDecimal } from '../money.ts'
import type { Settings } from '../settings/registry.ts'

/** Something that those who saved a product want to know, and the storefront tells them. Money in `data` is a decimal string. */
export type SavedNews =
  | { kind: 'low_stock'; sku: string; data: { available: number } }
  | { kind: 'price_drop'; sku: string; data: { before: string; after: string; currency: string } }

/**
 * Writes a notice for each customer who has a product saved, in the transaction of the change that it tells of: at most
 * one for each customer, product, kind and day of the shop's zone. One statement, however many they are.
 */
export async function noticeSavers(trx: Trx, news: SavedNews, settings: Settings, at: Temporal.Instant): Promise<void> {
  const { kind, sku, data } = news
  const day = at.toZonedDateTimeISO(settings['shop.timezone']).toPlainDate()
  const since = at.subtract({ hours: 24 * settings['favourite.keep_days'] })
  const { rows } = await sql<{ customer: string }>`
    insert into customer_notices (key, customer_id, kind, sku, data, at)
    select concat_ws(' ', ${kind}::text, ${String(day)}::text, sku, customer_id), customer_id, ${kind}, sku,
      ${JSON.stringify(data)}::jsonb, ${at}
    from favourites where sku = ${sku} and saved and changed_at >= ${since}
    order by customer_id
    on conflict do nothing
    returning customer_id as customer`.execute(trx)
  if (news.kind === 'low_stock') {
    const { available } = news.data
    const told = rows.map(({ customer }) => ({ customer, sku, available: Math.max(0, available) }))
    return tellStorefrontAll(trx, favouriteLowStock, told, at)
  }
  const { before: previous, after: price, currency } = news.data
  const told = rows.map(({ customer }) => ({ customer, sku, price, previous, currency }))
  await tellStorefrontAll(trx, favouritePriceDropped, told, at)
}

const DAYS_KEPT = 14

/** Forgets the notices of two weeks ago: they are kept so that nobody gets one twice. */
export const forgetNotices = (db: Db, now: Temporal.Instant) =>
  db
    .deleteFrom('customer_notices')
    .where('at', '<', now.subtract({ hours: 24 * DAYS_KEPT }))
    .execute()

export interface PriceChange {
  sku: string
  /** In minor units of `currency`. */
  before: bigint
  after: bigint
  currency: string
}

/** Tells those who saved a product that its price fell, where it fell by as much as the settings ask for. */
export async function noticePriceDrop(
  trx: Trx,
  { sku, before, after, currency }: PriceChange,
  settings: Settings,
  at: Temporal.Instant,
): Promise<void> {
  const least = hundredths(settings['favourite.price_drop_percent'])
  if (after >= before || (before - after) * 10_000n < before * least) return
  const data = { before: toDecimal(before, currency), after: toDecimal(after, currency), currency }
  await noticeSavers(trx, { kind: 'price_drop', sku, data }, settings, at)
}
