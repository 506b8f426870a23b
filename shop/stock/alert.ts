import type { Selectable } from 'kysely'
import type { Db, Tables, Trx } from '../../db/tables/index.ts'
import { noticeSavers } from '../favourites/notices.ts'
import type { Jobs } from '../jobs.ts'
import { drawMessage, redrawMessages } from '../messages.ts'
import type { Settings } from '../settings/registry.ts'
import { type StockCard, stockCard } from './card.ts'
import { levelsInForce, ownLevels } from './levels.ts'

/** One fall below safety is one alert: its subject names when it began, then the product. */
export const alertSubject = (sku: string, since: Temporal.Instant) => `${since}/${sku}`

/** What an alert tells now. `recovered`: the goods it was about are at safety again (they may have fallen anew since). */
export interface StockAlert {
  readonly card: StockCard
  readonly since: Temporal.Instant
  readonly recovered: boolean
}

/**
 * Compares available stock with the safety level after a change of either: a fall below it posts an alert and tells the
 * customers who saved the goods, once until the stock has recovered; then the alert says so. Gives `low_since` as it has to be stored.
 */
export async function noticeLow(
  trx: Trx,
  jobs: Jobs,
  row: Selectable<Tables['stock']>,
  settings: Settings,
  now: Temporal.Instant,
): Promise<Temporal.Instant | null> {
  const available = row.on_hand - row.reserved
  const low = available < levelsInForce(ownLevels(row), settings).safety
  if (low && row.low_since === null) {
    await noticeSavers(trx, { kind: 'low_stock', sku: row.sku, data: { available } }, settings, now)
    const subject = alertSubject(row.sku, now)
    await drawMessage(trx, jobs, { kind: 'stock.alert', subject, channel: 'channel.stock' })
    return now
  }
  if (!low && row.low_since !== null) {
    await redrawMessages(trx, jobs, 'stock.alert', alertSubject(row.sku, row.low_since))
    return null
  }
  return row.low_since
}

/** The alert that a message of kind `stock.alert` is about; null where the product is gone. */
export async function stockAlert(db: Db, settings: Settings, subject: string): Promise<StockAlert | null> {
  const slash = subject.indexOf('/')
  const since = Temporal.Instant.from(subject.slice(0, slash))
  const card = await stockCard(db, settings, subject.slice(slash + 1), null)
  return card && { card, since, recovered: card.lowSince === null || !card.lowSince.equals(since) }
}
