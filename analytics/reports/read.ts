import type { Db } from '../../db/tables/index.ts'
import { nearest } from '../../shop/nearest.ts'
import { ok, type Result, refuse } from '../../shop/result.ts'
import { readSettings } from '../../shop/settings/read.ts'
import { refresh } from '../rollups/refresh.ts'
import { isReportName, reportNames, reports } from './registry.ts'
import type { Report, ReportDefinition } from './report.ts'
import { bucketsAtMost, bucketsOf, type Granularity, mostBuckets, usualGranularity } from './series.ts'
import { previousWindow, type Window } from './window.ts'

export interface ReportRequest {
  /** The name of the report as a person wrote it. */
  readonly report: string
  readonly window: Window
  /** The whole shop where absent. */
  readonly merchant?: string | null
  /** As METRICS says by the window's length where absent. */
  readonly by?: Granularity
}

/**
 * One report, of rollups brought up to date first. Refuses an unknown report, one that cannot be cut down to a merchant,
 * and a series with more points than a reader can bear.
 */
export async function readReport(db: Db, request: ReportRequest, now: Temporal.Instant): Promise<Result<Report>> {
  const { report: name, window, merchant = null, by = usualGranularity(window) } = request
  if (!isReportName(name))
    return refuse('report.unknown', { name, nearest: nearest(name, reportNames)[0] ?? '', all: reportNames.join(', ') })
  const definition: ReportDefinition = reports[name]
  if (merchant !== null && !definition.perMerchant) return refuse('report.not_per_merchant', { name })
  if (bucketsAtMost(window, by) > mostBuckets) return refuse('report.too_many_points', { by, most: mostBuckets })

  await refresh(db)
  const { 'shop.timezone': zone, 'shop.currency': currency } = await readSettings(db)
  const buckets = bucketsOf(window, by, zone)
  const figures = await definition.read(db, { window, before: previousWindow(window), zone, buckets, merchant })
  const oldestMark = await db.selectFrom('rollup_marks').select('at').orderBy('at').limit(1).executeTakeFirst()
  return ok({
    ...figures,
    definition,
    window,
    zone,
    currency,
    asOf: now,
    uncountedSince: oldestMark?.at ?? null,
    merchant,
    by,
    buckets,
  })
}
