import type { Filters } from '../../shop/orders/narrowing.ts'
import { type Comparison, windowBefore } from './comparison.ts'
import type { ReportQuery } from './report.ts'
import { bucketsOf, type Granularity, usualGranularity } from './series.ts'
import type { Window } from './window.ts'

/** What may be asked otherwise than usual. */
export interface Asked {
  /** The days just before where absent. */
  readonly against?: Comparison
  /** The whole shop where absent. */
  readonly filters?: Filters
  /** Everyone where absent. */
  readonly agent?: string | null
  /** As METRICS says by the window's length where absent. */
  readonly by?: Granularity
  /** Most rows, where a report may have any number; as many as a card shows where absent. */
  readonly limit?: number
}

/** The shop's clocks: their zone, and whether the rollups go by it already. */
export interface Clocks {
  readonly zone: string
  readonly isRolledUp: boolean
}

const usualLimit = 20

/** What a definition is asked for of a window by some clocks, as of a moment. */
export function queryOf(window: Window, clocks: Clocks, asOf: Temporal.Instant, asked: Asked = {}): ReportQuery {
  const { by = usualGranularity(window), against = 'previous' } = asked
  const { filters = {}, agent = null, limit = usualLimit } = asked
  const before = windowBefore(window, against)
  const buckets = bucketsOf(window, by, clocks.zone, against)
  return { ...clocks, window, before, asOf, by, buckets, filters, agent, limit }
}
