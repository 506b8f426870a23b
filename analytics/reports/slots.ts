import { sql } from 'kysely'
import type { ReportQuery } from './report.ts'
import { spanOf } from './window.ts'

/** A row of sums: of one bucket of the window before or, after all of those, of the window; in one currency. */
interface SlotRow {
  readonly slot: number
  readonly currency: string
}

/** Puts a rollup's hours into the buckets of both windows, so that one statement answers everything. */
export function slots({ window, zone, buckets }: ReportQuery) {
  const { start, end } = spanOf(window, zone)
  const begins = [...buckets.map((bucket) => bucket.before), ...buckets.map((bucket) => bucket.start)]
  return {
    start: begins[0] ?? start,
    end,
    slot: sql<number>`width_bucket(bucket, ${begins.map(String)}::timestamptz[]) - 1`,
  }
}

/** The rows of each part of a report. */
export function arrange<R extends SlotRow>(rows: readonly R[], { buckets }: ReportQuery) {
  const slots = Map.groupBy(rows, (row) => row.slot)
  const window = rows.filter((row) => row.slot >= buckets.length)
  return {
    window,
    before: rows.filter((row) => row.slot < buckets.length),
    points: buckets.map((_, index) => slots.get(buckets.length + index) ?? []),
    pointsBefore: buckets.map((_, index) => slots.get(index) ?? []),
    currencies: Map.groupBy(window, (row) => row.currency),
  }
}

/** Whether a history that begins at this instant reaches back over the whole window before. */
export const reachesBack = (begin: Temporal.Instant | undefined, query: ReportQuery): boolean =>
  begin !== undefined &&
  Temporal.PlainDate.compare(begin.toZonedDateTimeISO(query.zone).toPlainDate(), query.before.from) <= 0
