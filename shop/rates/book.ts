import { currencyDigits, hundredths, minorRate } from '../money.ts'
import { quotient } from './quotient.ts'

/** A rate by hand: one unit of a currency in units of the shop's. */
export interface FixedRate {
  readonly rate: string
  readonly setAt: Temporal.Instant
  readonly setBy: string
}

/** Rates that a source published: units of each currency for one euro. */
export interface SourceRates {
  readonly perEuro: Readonly<Record<string, string>>
  readonly publishedAt: Temporal.Instant
}

/** All that rates are made of. `source` null: none is set, or it has given nothing yet. */
export interface RateBook {
  readonly shop: string
  readonly fixed: ReadonlyMap<string, FixedRate>
  readonly source: SourceRates | null
  /** In percent. */
  readonly margin: string
  readonly staleAfterHours: number
}

/** What one unit of a currency is worth in the shop's. */
export interface Rate {
  readonly currency: string
  readonly rate: string
  /** The same from minor unit to minor unit: what an order keeps (`orders.rate`). */
  readonly minor: string
  readonly from: 'shop' | 'fixed' | 'source'
  /** When it was set or published; null for the shop's own currency. */
  readonly asOf: Temporal.Instant | null
  /** Too old to be used. Never so for one by hand. */
  readonly stale: boolean
}

/** Whether rates published then are too old by now. */
export const isStale = (publishedAt: Temporal.Instant, staleAfterHours: number, now: Temporal.Instant): boolean =>
  Temporal.Instant.compare(publishedAt.add({ hours: staleAfterHours }), now) < 0

/**
 * The rate of a currency: 1 for the shop's own, else the one by hand, else the source's by way of the euro less the
 * margin (10 significant digits, half up; see `quotient`). Null where there is none.
 */
export function rateOf(book: RateBook, currency: string, now: Temporal.Instant): Rate | null {
  const { shop, fixed, source, margin, staleAfterHours } = book
  if (currency === shop) return { currency, rate: '1', minor: '1', from: 'shop', asOf: null, stale: false }
  if (currencyDigits(currency) === null) return null
  const byHand = fixed.get(currency)
  if (byHand) {
    const { rate, setAt: asOf } = byHand
    return { currency, rate, minor: minorRate(rate, currency, shop), from: 'fixed', asOf, stale: false }
  }
  const ofShop = perEuro(source, shop)
  const own = perEuro(source, currency)
  if (!source || !ofShop || !own) return null
  const rate = quotient([ofShop, lessMargin(margin)], [own, '100'])
  const stale = isStale(source.publishedAt, staleAfterHours, now)
  return { currency, rate, minor: minorRate(rate, currency, shop), from: 'source', asOf: source.publishedAt, stale }
}

function perEuro(source: SourceRates | null, currency: string): string | undefined {
  if (!source) return undefined
  if (currency === 'EUR') return '1'
  return Object.hasOwn(source.perEuro, currency) ? source.perEuro[currency] : undefined
}

/** 100 less a percentage of at most two decimals, as a decimal. */
function lessMargin(margin: string): string {
  const left = String(10_000n - hundredths(margin))
  return `${left.slice(0, -2)}.${left.slice(-2)}`
}
