import type { Db } from '../../db/tables/index.ts'
import { type Page, type PageRequest, pageByPosition } from '../pages.ts'
import type { Settings } from '../settings/registry.ts'
import { readSourceState, type SourceState } from './alert.ts'
import { type FixedRate, type Rate, rateOf } from './book.ts'
import { readRates } from './read.ts'

/** A rate with who set it, where it is by hand. */
export type ListedRate = Rate & { readonly setBy: string | null }

/** Every rate in force, those by hand first, and how the source fares (null: none is set, or it was never asked). */
export interface RateList {
  readonly page: Page<ListedRate>
  readonly source: SourceState | null
}

/** Lists the rates in force; `only` limits the list to one currency. */
export async function listRates(
  db: Db,
  settings: Settings,
  only: string | null,
  request: PageRequest,
  now: Temporal.Instant,
): Promise<RateList> {
  const [book, state] = await Promise.all([readRates(db, settings), readSourceState(db)])
  const known = [...book.fixed.keys(), 'EUR', ...Object.keys(book.source?.perEuro ?? {})]
  const rates = [...new Set(known)]
    .filter((currency) => currency !== book.shop && (only === null || currency === only))
    .flatMap((currency) => rateOf(book, currency, now) ?? [])
    .sort((a, b) => rank(a, book.fixed) - rank(b, book.fixed) || (a.currency < b.currency ? -1 : 1))
    .map((rate) => ({ ...rate, setBy: book.fixed.get(rate.currency)?.setBy ?? null }))
  const page = await pageByPosition(request, async (limit, offset) => rates.slice(offset, offset + limit))
  return { page, source: settings['rate.source'] === 'none' ? null : state }
}

const rank = ({ currency }: Rate, fixed: ReadonlyMap<string, FixedRate>): number => (fixed.has(currency) ? 0 : 1)
