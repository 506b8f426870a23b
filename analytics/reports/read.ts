import { askReplica, hasReplica, secondsBehind } from '../../db/replica.ts'
import type { Db } from '../../db/tables/index.ts'
import { isOutOfTime } from '../../shop/database-trouble.ts'
import { ok, type Result, refuse } from '../../shop/result.ts'
import { readSettings } from '../../shop/settings/read.ts'
import { isRebuilding } from '../rollups/rebuild.ts'
import { refreshSoon, uncountedSince } from '../rollups/refresh.ts'
import { isRolledUp } from '../rollups/zone.ts'
import { isApart } from './comparison.ts'
import { readFilterLabels } from './filter-labels.ts'
import { readPromotionDays } from './promotion-days.ts'
import { type Asked, queryOf } from './query.ts'
import { findReport } from './registry.ts'
import type { Report, ReportDefinition } from './report.ts'
import { bucketsAtMost, mostBuckets, usualGranularity } from './series.ts'
import { findTable } from './tables.ts'
import { daysOf, type Window } from './window.ts'

export interface ReportRequest extends Asked {
  /** The name of the report as a person wrote it. */
  readonly report: string
  readonly window: Window
  /** The key of the table that is to come first; the usual one where absent or where the report has no such table. */
  readonly table?: string | null
}

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
    return ok(await askReplica(db, (source) => computeReport(db, source, definition.value, request, now)))
  } catch (error) {
    if (isOutOfTime(error)) return refuse('report.takes_too_long')
    throw error
  }
}

async function computeReport(
  db: Db,
  source: Db,
  definition: ReportDefinition,
  request: ReportRequest,
  now: Temporal.Instant,
): Promise<Report> {
  const { window, against = 'previous', table } = request
  const settings = await readSettings(db)
  const { 'shop.timezone': zone, 'shop.currency': currency, 'report.theme': theme } = settings
  const clocks = { zone, isRolledUp: await isRolledUp(source, zone) }
  const query = queryOf(window, clocks, now, request)
  const { before, filters, by, buckets } = query
  const figures = await definition.read(source, query)
  const shown = findTable(definition, table ?? '')
  const lent = shown && (shown.of === definition ? figures : await shown.of.read(source, query))
  return {
    ...figures,
    ...clocks,
    ...{ definition, window, against, before, currency, asOf: now, filters, by, buckets, theme },
    uncountedSince: await uncountedSince(source),
    isRebuilding: await isRebuilding(source),
    secondsBehind: source === db ? null : await secondsBehind(db),
    isInsteadOfReplica: source === db && hasReplica(db),
    recordsBegin: await definition.records(source, filters.merchant ?? null),
    asked: shown && lent ? { shape: shown.shape, rows: shown.rowsIn(lent) } : null,
    filterLabels: await readFilterLabels(db, filters),
    promotionDays: await readPromotionDays(db, settings, window),
  }
}
