import { sql } from 'kysely'
import { instants } from '../rollups/instants.ts'
import type { ReportQuery } from './report.ts'
import { spanOf } from './window.ts'

/** A row of sums: of one bucket of the window before or, after all of those, of the window. */
interface SlotRow {
  readonly slot: number
}

/** Puts what has a time into the buckets of both windows, so that one statement answers everything. */
export function slots({ window, zone, buckets }: ReportQuery) {
  const { start, end } = spanOf(window, zone)
  const begins = [...buckets.map((bucket) => bucket.before), ...buckets.map((bucket) => bucket.start)]
  return {
    start: begins[0] ?? start,
    end,
    slot: (time: string) => slotAmong(begins, time),
  }
}

/** In which of the stretches that begin at these instants a column's time lies, from 0 on. */
export const slotAmong = (begins: readonly Temporal.Instant[], time: string) =>
  sql<number>`width_bucket(${sql.ref(time)}, ${instants(begins)}) - 1`

/** The rows of each part of a report. */
export function arrange<R extends SlotRow>(rows: readonly R[], { buckets }: ReportQuery) {
  const slots = Map.groupBy(rows, (row) => row.slot)
  const window = rows.filter((row) => row.slot >= buckets.length)
  return {
    window,
    before: rows.filter((row) => row.slot < buckets.length),
    points: buckets.map((_, index) => slots.get(buckets.length + index) ?? []),
    pointsBefore: buckets.map((_, index) => slots.get(index) ?? []),
  }
}

/** Whether a history that begins at this instant reaches back over the whole window before. */
export const reachesBack = (begin: Temporal.Instant | undefined, query: ReportQuery): boolean =>
  begin !== undefined &&
  Temporal.PlainDate.compare(begin.toZonedDateTimeISO(query.zone).toPlainDate(), query.before.from) <= 0
