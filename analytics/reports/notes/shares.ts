import { t } from '../../../shop/i18n/index.ts'
import { type Metric, share } from '../metrics.ts'
import type { Report } from '../report.ts'
import { percentWords } from '../words.ts'
import type { Note } from './note.ts'

/** Rates, from where on they are high, and what there is of fewest: of few things a rate says nothing. */
const high = [
  ['refund_rate', 0.1, 'succeeded', 5],
  ['return_rate', 0.1, 'orders_placed', 20],
  ['cancellation_rate', 0.1, 'orders_placed', 20],
  ['late_shipment_rate', 0.1, 'due_shipments', 20],
  ['cost_share', 0.2, 'promoted_orders', 20],
] as const satisfies [Metric, number, Metric, number][]

/** Counts, what they are a part of, from where on that is high, and the rate that says as much of them. */
const parts = [
  ['orders_cancelled', 'orders_placed', 0.1, 'cancellation_rate'],
  ['late_shipments', 'orders_placed', 0.1, 'late_shipment_rate'],
  ['late_deliveries', 'orders_placed', 0.1],
  ['overdue_deliveries', 'orders_placed', 0.1],
  ['below_safety', 'tracked_products', 0.1],
  ['complaints', 'conversations', 0.1],
] as const satisfies [Metric, Metric, number, Metric?][]

/** Parts of fewer things than this say nothing. */
const leastWhole = 20
/** Payments fail now and then; more often than this something is wrong. */
const leastSuccess = 0.9

/** The rate that is furthest above where it is high. */
export const highRate: Note = {
  words: 'note.high_rate',
  find({ totals }, locale) {
    const [most] = high
      .map(([metric, from, of, least]) => ({ metric, rate: Number(totals[metric] ?? 0), from, of, least }))
      .filter(({ rate, from, of, least }) => rate >= from && Number(totals[of] ?? 0) >= least)
      .sort((a, b) => b.rate / b.from - a.rate / a.from)
    return most ? { metric: t(locale, `metric.${most.metric}`), percent: percentWords(most.rate, locale) } : null
  },
}

/** The count that is the largest part of what it is counted among. */
export const highPart: Note = {
  words: 'note.high_part',
  find({ totals }, locale) {
    const [most] = parts
      .filter(([, , , rate]) => rate === undefined || totals[rate] === undefined)
      .map(([metric, whole, from]) => ({ metric, whole, from, part: partOf(totals, metric, whole) }))
      .filter(({ part, from }) => part >= from)
      .sort((a, b) => b.part / b.from - a.part / a.from)
    if (!most) return null
    return {
      metric: t(locale, `metric.${most.metric}`),
      count: Number(totals[most.metric]),
      whole: Number(totals[most.whole]),
      percent: percentWords(most.part, locale),
    }
  },
}

function partOf(totals: Report['totals'], metric: (typeof parts)[number][0], whole: (typeof parts)[number][1]): number {
  const all = totals[whole] ?? 0n
  return all < leastWhole ? 0 : (share(totals[metric] ?? 0n, all) ?? 0)
}

/** Payments of which too many fail. */
export const lowRate: Note = {
  words: 'note.low_success',
  find({ totals }, locale) {
    const { success_rate: rate, payments = 0n, failed = 0n } = totals
    const tried = (payments ?? 0n) + (failed ?? 0n)
    return rate == null || rate >= leastSuccess || tried < leastWhole
      ? null
      : { failed: Number(failed), tried: Number(tried), percent: percentWords(rate, locale) }
  },
}
