import { sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import { t } from '../../shop/i18n/index.ts'
import { cutsLines, filterNames } from '../../shop/orders/narrowing.ts'
import { reasonWords } from '../../shop/refunds/reason.ts'
import { refundsChart } from '../charts/refunds.ts'
import { type Figures, share } from './metrics.ts'
import { paymentsIn } from './payments.ts'
import { orderRecords } from './records.ts'
import { NO_REASON, type RefundFact, readRefundFacts } from './refund-facts.ts'
import type { ReportDefinition, ReportQuery } from './report.ts'
import { hasPast } from './scope.ts'
import { slots, wholes } from './slots.ts'

/** What was refunded, why, and how long it took to decide and to pay. */
export const refunds: ReportDefinition = {
  name: 'refunds',
  title: 'report.refunds',
  keyFigures: ['refunded', 'refund_rate', 'requested', 'succeeded', 'decide_p50', 'pay_p50'],
  row: {
    key: 'reason',
    title: 'report.reason',
    figures: ['refunds', 'refunded'],
    nameWords: (locale, reason) => (reason === NO_REASON ? t(locale, 'report.no_reason') : reasonWords(locale, reason)),
  },
  records: orderRecords,
  filters: filterNames,
  chart: refundsChart,
  async read(db, query) {
    const { buckets } = query
    const byBucket = slots(query)
    const [whole, points, captured, past] = await Promise.all([
      readRefundFacts(db, query, wholes(query)),
      readRefundFacts(db, query, byBucket),
      readCaptured(db, query),
      hasPast(db, query),
    ])
    const capturedIn = (from: number, to: number) =>
      captured?.filter(({ slot }) => slot >= from && slot < to).reduce((sum, row) => sum + row.captured, 0n)
    const sums = (facts: readonly RefundFact[], slot: number) =>
      facts.find((fact) => fact.slot === slot && fact.reason === null)
    const series = byBucket.begins.map((_, slot) => refundFigures(sums(points, slot), capturedIn(slot, slot + 1)))
    const many = buckets.length
    return {
      totals: refundFigures(sums(whole, 1), capturedIn(many, 2 * many)),
      previous: past ? refundFigures(sums(whole, 0), capturedIn(0, many)) : null,
      series: series.slice(many),
      previousSeries: past ? series.slice(0, many) : null,
      rows: whole
        .flatMap(({ slot, reason, succeeded: refunds, refunded }) =>
          slot === 1 && reason !== null ? [{ name: reason, figures: { refunds, refunded } }] : [],
        )
        .sort((a, b) => Number(b.figures.refunded - a.figures.refunded) || (a.name < b.name ? -1 : 1)),
      byCurrency: {},
    }
  },
}

const none: Figures = {
  ...{ requested: 0n, approved: 0n, rejected: 0n, succeeded: 0n, failed: 0n, refunded: 0n },
  ...{ decide_p50: null, decide_p90: null, pay_p50: null },
}

function refundFigures(fact: RefundFact | undefined, captured: bigint | undefined): Figures {
  const { slot: _, reason: __, ...figures } = fact ?? { slot: 0, reason: null, ...none }
  return { ...figures, refund_rate: captured === undefined ? null : share(figures.refunded ?? 0n, captured) }
}

/** What was captured in each bucket. Null where only some lines of orders count: a payment is of a whole one. */
async function readCaptured(db: Db, query: ReportQuery): Promise<{ slot: number; captured: bigint }[] | null> {
  if (cutsLines(query.filters)) return null
  const { within, slot } = slots(query)
  const { rows } = await sql<{ slot: number; captured: bigint }>`
    select ${slot('bucket')} as slot, sum(captured)::bigint as captured
    from ${paymentsIn(query, query.filters)} where ${within('bucket')} group by slot`.execute(db)
  return rows
}
