import type { Selectable } from 'kysely'
import type { Db, Tables, Trx } from '../../db/tables/index.ts'
import { noticeSavers } from '../favourites/notices.ts'
import type { Jobs } from '../jobs.ts'
import { drawMessage, redrawMessages } from '../messages.ts'
import { askByItself } from '../restocks/open.ts'
import { latestRestock, type Restock } from '../restocks/restock.ts'
import type { Settings } from '../settings/registry.ts'
import { alertSubject } from './alert-subject.ts'
import { type StockCard, stockCard } from './card.ts'
import { levelsInForce, ownLevels } from './levels.ts'

/** What an alert tells now. `recovered`: the goods it was about are at the level again (they may have fallen anew since). */
export interface StockAlert {
  readonly card: StockCard
  readonly since: Temporal.Instant
  readonly recovered: boolean
  /** The request for new goods that belongs to it. */
  readonly restock: Restock | null
}

type StockRow = Selectable<Tables['stock']>

/**
 * Compares available stock with its levels after a change of either. A fall below safety, and to the minimum, where
 * selling stops, each post an alert, once until the stock has recovered from it; then the alert says so. What is below
 * warning is told by the next digest (digest.ts), unless a louder alert has told of it. A fall below safety also asks for
 * new goods and tells the customers who saved them. Gives what has to be stored.
 */
export async function noticeLevels(
  trx: Trx,
  jobs: Jobs,
  row: StockRow,
  settings: Settings,
  now: Temporal.Instant,
): Promise<Pick<StockRow, 'low_since' | 'stopped_since' | 'warned_at'>> {
  const { sku } = row
  const available = row.on_hand - row.reserved
  const levels = levelsInForce(ownLevels(row), settings)
  const low = available < levels.safety
  const stopped = available <= levels.minimum && !settings['stock.back_orders']
  if (low && row.low_since === null) {
    await noticeSavers(trx, { kind: 'low_stock', sku, data: { available } }, settings, now)
    await askByItself(trx, jobs, settings, { sku, available, safety: levels.safety }, now)
  }
  const warned = low ? (row.warned_at ?? now) : row.warned_at
  return {
    low_since: await episode(trx, jobs, { kind: 'stock.alert', sku, since: row.low_since, fallen: low }, now),
    stopped_since: await episode(
      trx,
      jobs,
      { kind: 'stock.stopped', sku, since: row.stopped_since, fallen: stopped },
      now,
    ),
    warned_at: available < levels.warning ? warned : null,
  }
}

interface Episode {
  kind: 'stock.alert' | 'stock.stopped'
  sku: string
  since: Temporal.Instant | null
  fallen: boolean
}

/** Posts the alert where an episode begins, redraws it where it ends, and gives since when there is one. */
async function episode(
  trx: Trx,
  jobs: Jobs,
  { kind, sku, since, fallen }: Episode,
  now: Temporal.Instant,
): Promise<Temporal.Instant | null> {
  if (fallen && since === null)
    await drawMessage(trx, jobs, { kind, subject: alertSubject(sku, now), channel: 'channel.stock' })
  if (!fallen && since !== null) await redrawMessages(trx, jobs, kind, alertSubject(sku, since))
  return fallen ? (since ?? now) : null
}

const sinceOf = { 'stock.alert': 'lowSince', 'stock.stopped': 'stoppedSince' } as const

/** The alert that a message of this kind is about; null where the product is gone. */
export async function stockAlert(
  db: Db,
  settings: Settings,
  kind: keyof typeof sinceOf,
  subject: string,
): Promise<StockAlert | null> {
  const slash = subject.indexOf('/')
  const since = Temporal.Instant.from(subject.slice(0, slash))
  const card = await stockCard(db, settings, subject.slice(slash + 1), null)
  if (!card) return null
  const current = card[sinceOf[kind]]
  const recovered = current === null || !current.equals(since)
  return { card, since, recovered, restock: recovered ? null : await latestRestock(db, card.sku, since) }
}
