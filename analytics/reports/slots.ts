import { type RawBuilder, sql } from 'kysely'
import type { Buckets } from '../rollups/buckets.ts'
import { instants } from '../rollups/instants.ts'
import type { ReportQuery } from './report.ts'
import { spanOf } from './window.ts'

/** A row of sums: of one bucket of the window before or, after all of those, of the window. */
interface SlotRow {
  readonly slot: number
}

/** Stretches of time by where each begins, in order; the last ones of either window end where it does. */
export interface Stretches {
  readonly begins: readonly Temporal.Instant[]
  /** Whether a column's time lies in one of the windows: a year before leaves time between them. */
  within(time: string): RawBuilder<boolean>
  /** In which of the stretches a column's time lies, from 0 on. */
  slot(time: string): RawBuilder<number>
}

/** The buckets of the window before and then those of the window, so that one statement answers everything. */
export const slots = (query: ReportQuery): Stretches => {
  const { buckets } = query
  return stretches(query, [...buckets.map(({ before }) => before), ...buckets.map(({ start }) => start)])
}

/** The window before and the window, each as a whole. */
export const wholes = (query: ReportQuery): Stretches => {
  const [past, now] = spansOf(query)
  return stretches(query, [past.start, now.start])
}

/** The window as a whole, without the one before. */
export function windowOnly(query: ReportQuery): Stretches {
  const [, { start, end }] = spansOf(query)
  return {
    begins: [start],
    within: (time) => sql`(${sql.ref(time)} >= ${start} and ${sql.ref(time)} < ${end})`,
    slot: () => sql`0`,
  }
}

/** Stretches as the rollups' own statements take buckets: so they compute of the orders what no rollup has. */
export const asBuckets = ({ begins, within, slot }: Stretches): Buckets => ({
  rows: (table, instant) => sql`(
    select (${instants(begins)})[${slot(instant)} + 1] as bucket, null::text as key, found.*
    from ${sql.table(table)} as found where ${within(instant)})`,
  mayHold: within,
})

/** From the first instant of each window up to the first after it: of the one before, then of the window. */
export const spansOf = ({ window, before, zone }: ReportQuery) => [spanOf(before, zone), spanOf(window, zone)] as const

function stretches(query: ReportQuery, begins: readonly Temporal.Instant[]): Stretches {
  const [past, now] = spansOf(query)
  const between = (time: string, from: Temporal.Instant, to: Temporal.Instant) =>
    sql<boolean>`(${sql.ref(time)} >= ${from} and ${sql.ref(time)} < ${to})`
  return {
    begins,
    within: (time) =>
      past.end.equals(now.start)
        ? between(time, past.start, now.end)
        : sql`(${between(time, past.start, past.end)} or ${between(time, now.start, now.end)})`,
    slot: (time) => slotAmong(begins, time),
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
export const reachesBack = (begin: Temporal.Instant | null, query: ReportQuery): boolean =>
  begin !== null &&
  Temporal.PlainDate.compare(begin.toZonedDateTimeISO(query.zone).toPlainDate(), query.before.from) <= 0
