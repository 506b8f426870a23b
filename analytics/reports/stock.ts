import { type Key, t } from '../../shop/i18n/index.ts'
import { UNCATEGORIZED } from '../../shop/orders/narrowing.ts'
import { daysOfCover, perDay } from '../../shop/stock/cover.ts'
import type { MovementKind } from '../../shop/stock/move.ts'
import { stockChart } from '../charts/stock.ts'
import { type Figures, sumOf } from './metrics.ts'
import { stockRecords } from './records.ts'
import type { ReportDefinition, ReportQuery, ReportRow } from './report.ts'
import { isOverBy } from './series.ts'
import { arrange, reachesBack } from './slots.ts'
import { readStockFacts, type StockFact, type StockFlow } from './stock-facts.ts'

const levels = ['below_warning', 'below_safety', 'at_minimum', 'out_of_stock', 'running_out'] as const
const changes = ['movements', 'on_hand_change', 'reserved_change', 'value_change'] as const

/** How much there is of what is counted, what runs low, and what was booked: as it stood at the window's end. */
export const stock: ReportDefinition = {
  name: 'stock',
  title: 'report.stock',
  keyFigures: ['available', 'stock_value', 'days_of_cover', 'below_safety', 'at_minimum', 'out_of_stock'],
  row: {
    key: 'sku',
    title: 'report.product',
    figures: ['available', 'on_hand', 'days_of_cover', 'stock_value'],
  },
  besides: [
    {
      ...{ name: 'movements', heading: 'report.movements', key: 'kind', title: 'report.movement' },
      figures: ['movements', 'on_hand_change', 'reserved_change'],
      nameWords: (locale, kind) => t(locale, `stock.movement.${kind as MovementKind}` satisfies Key),
    },
  ],
  records: stockRecords,
  filters: ['merchant', 'category'],
  chart: stockChart,
  async read(db, query) {
    const { stood, flows, begun } = await readStockFacts(db, query)
    const [now, past] = [1, 0].map((slot) => stood.find((fact) => fact.slot === slot && fact.sku === null))
    const { window, points, pointsBefore } = arrange(flows, query)
    const hasPast = reachesBack(now?.began ?? null, query)
    return {
      // Where goods began to be counted only later, what there was is not known.
      totals: now ? standing(now) : begun ? unknown : nothing,
      previous: hasPast && past ? standing(past) : null,
      series: knownFrom(begun, query, backwards(now, points)),
      previousSeries: hasPast && past ? backwards(past, pointsBefore) : null,
      rows: stood.flatMap((fact) => (fact.sku === null ? [] : [rowOf(fact.sku, fact)])).slice(0, query.limit),
      besides: {
        movements: [...Map.groupBy(window, ({ kind }) => kind)]
          .map(([name, rows]) => ({ name, figures: movementFigures(sumOf(rows, changes)) }))
          .sort((a, b) => Number(b.figures.movements - a.figures.movements) || (a.name < b.name ? -1 : 1)),
      },
      byCurrency: {},
    }
  },
}

const movementFigures = ({ movements, on_hand_change, reserved_change }: Record<(typeof changes)[number], bigint>) => ({
  ...{ movements, on_hand_change, reserved_change },
})

const standing = (fact: StockFact): Figures => ({
  tracked_products: fact.tracked_products,
  ...inHand(fact),
  ...Object.fromEntries(levels.map((level) => [level, fact[level]])),
})

const inHand = (fact: StockFact) => ({
  ...{ on_hand: fact.on_hand, available: fact.available, stock_value: fact.stock_value },
  days_of_cover: daysOfCover(Number(fact.available), perDay(Number(fact.units))),
})

const unknown: Figures = {
  ...{ tracked_products: null, on_hand: null, available: null, stock_value: null, days_of_cover: null },
  ...Object.fromEntries(levels.map((level) => [level, null])),
}

/** A series without what it says of buckets that were over when goods began to be counted. */
const knownFrom = (begun: Temporal.Instant | null, { buckets }: ReportQuery, series: Figures[]): Figures[] =>
  series.map((figures, at) =>
    isOverBy(buckets, at, begun) ? { on_hand: null, available: null, stock_value: null } : figures,
  )

const nothing: Figures = {
  ...{ tracked_products: 0n, on_hand: 0n, available: 0n, stock_value: 0n, days_of_cover: null },
  ...Object.fromEntries(levels.map((level) => [level, 0n])),
}

function rowOf(sku: string, fact: StockFact): ReportRow {
  const { name, nameZh, category, merchant } = fact
  return {
    ...{ name: sku, label: { en: name, 'zh-CN': nameZh ?? name } },
    about: { name, category: category ?? UNCATEGORIZED, merchant },
    figures: inHand(fact),
  }
}

/** What there was at the end of each bucket: what there is at the last one's, less what was booked since. */
function backwards(end: StockFact | undefined, points: readonly (readonly StockFlow[])[]): Figures[] {
  let { on_hand, available, stock_value } = end ?? { on_hand: 0n, available: 0n, stock_value: 0n }
  return points
    .toReversed()
    .map((flows) => {
      const stood = { on_hand, available, stock_value }
      const sums = sumOf(flows, changes)
      on_hand -= sums.on_hand_change
      available -= sums.on_hand_change - sums.reserved_change
      stock_value = stock_value === null ? null : stock_value - sums.value_change
      return stood
    })
    .reverse()
}
