import type { Db } from '../../db/tables/index.ts'
import type { Settings } from '../settings/registry.ts'
import type { RateBook } from './book.ts'

/** The rates in force. What a source gave is left aside while the setting names none. */
export async function readRates(db: Db, settings: Settings): Promise<RateBook> {
  const [fixed, read] = await Promise.all([
    db.selectFrom('fixed_rates').selectAll().execute(),
    db.selectFrom('rate_source').select(['published_at', 'per_euro']).executeTakeFirst(),
  ])
  const publishedAt = settings['rate.source'] === 'none' ? null : read?.published_at
  return {
    shop: settings['shop.currency'],
    fixed: new Map(
      fixed.map(({ currency, rate, set_at, set_by }) => [currency, { rate, setAt: set_at, setBy: set_by }]),
    ),
    source: read && publishedAt ? { perEuro: read.per_euro, publishedAt } : null,
    margin: settings['rate.margin_percent'],
    staleAfterHours: settings['rate.stale_after_hours'],
  }
}
