import { askReplica, hasReplica, secondsBehind } from '../../db/replica.ts'
import type { Db } from '../../db/tables/index.ts'
import { isOutOfTime } from '../../shop/database-trouble.ts'
import { ok, type Result, refuse } from '../../shop/result.ts'
import { readSettings } from '../../shop/settings/read.ts'
import { isRebuilding } from '../rollups/rebuild.ts'
import { refreshSoon, uncountedSince } from '../rollups/refresh.ts'
import type { Filters } from '../scope.ts'
import { type Comparison, isApart, windowBefore } from './comparison.ts'
import { readFilterLabels } from './filter-labels.ts'
import { readPromotionDays } from './promotion-days.ts'
import { findReport } from './registry.ts'
import type { Report, ReportDefinition, ReportQuery } from './report.ts'
import { bucketsAtMost, bucketsOf, type Granularity, mostBuckets, usualGranularity } from './series.ts'
import { findTable } from './tables.ts'
import { daysOf, type Window } from './window.ts'

export interface ReportRequest {
  /** The name of the report as a person wrote it. */
  readonly report: string
  readonly window: Window
  /** The days just before where absent. */
  readonly against?: Comparison
  /** The whole shop where absent. */
  readonly filters?: Filters
  /** Everyone where absent. */
  readonly agent?: string | null
  /** As METRICS says by the window's length where absent. */
  readonly by?: Granularity
  /** The key of the table that is to come first; the usual one where absent or where the report has no such table. */
  readonly table?: string | null
  /** Most rows, where a report may have any number; as many as a card shows where absent. */
  readonly limit?: number
}

const usualLimit = 20

/**
 * One report, of rollups brought up to date first. Refuses an unknown report, one that cannot be cut down so, a series with
 * more points than a reader can bear, a window that a year earlier is not over when it begins, and what takes longer to
 * count than a statement may.
 */
export async function readReport(db: Db, request: ReportRequest, now: Temporal.Instant): Promise<Result<Report>> {
  const { report: name, window, filters = {}, agent = null } = request
  const { by = usualGranularity(window), against = 'previous' } = request
  const definition = findReport(name, filters, agent)
  if (!definition.ok) return definition
  if (bucketsAtMost(window, by) > mostBuckets) return refuse('report.too_many_points', { by, most: mostBuckets })
  if (!isApart(window, against)) return refuse('report.longer_than_a_year', { days: daysOf(window) })
  await refreshSoon(db)
  try {
    const asked = { ...request, filters, agent, by, against }
    return ok(await askReplica(db, (source) => computeReport(db, source, definition.value, asked, now)))
  } catch (error) {
    if (isOutOfTime(error)) return refuse('report.takes_too_long')
    throw error
  }
}

async function computeReport(
  db: Db,
  source: Db,
  definition: ReportDefinition,
  request: ReportRequest & Pick<Report, 'filters' | 'by' | 'against'> & Pick<ReportQuery, 'agent'>,
  now: Temporal.Instant,
): Promise<Report> {
  const { window, filters, agent, by, against, limit = usualLimit } = request
  const settings = await readSettings(db)
  const { 'shop.timezone': zone, 'shop.currency': currency, 'report.theme': theme } = settings
  const before = windowBefore(window, against)
  const buckets = bucketsOf(window, by, zone, against)
  const query = { window, before, zone, asOf: now, by, buckets, filters, agent, limit }
  const figures = await definition.read(source, query)
  const shown = findTable(definition, request.table ?? '')
  const lent = shown && (shown.of === definition ? figures : await shown.of.read(source, query))
  return {
    ...figures,
    ...{ definition, window, against, before, zone, currency, asOf: now, filters, by, buckets, theme },
    uncountedSince: await uncountedSince(source),
    isRebuilding: await isRebuilding(source, zone),
    ...{
      secondsBehind: source === db ? null : await secondsBehind(db),
      isInsteadOfReplica: source === db && hasReplica(db),
    },
    recordsBegin: await definition.records(source, filters.merchant ?? null),
    asked: shown && lent ? { shape: shown.shape, rows: shown.rowsIn(lent) } : null,
    filterLabels: await readFilterLabels(db, filters),
    promotionDays: await readPromotionDays(db, settings, window),
  }
}
