import type { Db } from '../../db/tables/index.ts'
import type { Settings } from '../../shop/settings/registry.ts'
import type { Clocks } from '../reports/query.ts'
import { type ReportName, reports } from '../reports/registry.ts'
import { isRolledUp } from '../rollups/zone.ts'
import type { AlertFigure } from './figures.ts'
import type { Span } from './windows.ts'

const { compare } = Temporal.Instant
const keyOf = ({ start, end }: Span) => `${start.epochMilliseconds} ${end.epochMilliseconds}`

/** A figure of stretches of time. */
export interface FigureRead {
  /** What it was; null where it cannot be had, or is of before its records. */
  of(span: Span): number | null
  /** Whether the records reach back over all of a stretch, so that nothing of it is missing. */
  reaches(span: Span): boolean
  /** From when on there are records; null where there are none yet, or only of now. */
  readonly begun: Temporal.Instant | null
}

/**
 * Reads a figure of any stretches of time, as its report has it; a live one is what it is now. Those that do not overlap
 * are read by one statement of the report's series: so many stretches of equal length cost as many of them as overlap at
 * any moment.
 */
export async function readSpans(
  db: Db,
  settings: Settings,
  watch: { figure: AlertFigure; merchant: string | null },
  spans: readonly Span[],
  now: Temporal.Instant,
): Promise<FigureRead> {
  const { figure, merchant } = watch
  if (figure.live) {
    const value = Number(await figure.live.read(db, settings, merchant, now))
    return { of: () => value, reaches: () => true, begun: null }
  }
  const begun = await reports[figure.report].records(db, merchant)
  const zone = settings['shop.timezone']
  const clocks = { zone, isRolledUp: await isRolledUp(db, zone) }
  const values = new Map<string, number | null>()
  for (const apart of apartFromEachOther(spans)) {
    const read = await readApart(db, clocks, { ...watch, report: figure.report }, apart, now)
    for (const [index, span] of apart.entries()) values.set(keyOf(span), read[index] ?? null)
  }
  return {
    of: (span) => (begun !== null && compare(begun, span.end) < 0 ? (values.get(keyOf(span)) ?? null) : null),
    reaches: ({ start }) => begun !== null && compare(start, begun) >= 0,
    begun,
  }
}

/** Divides stretches into as few lists as can be in which none overlaps another, in order of time. */
function apartFromEachOther(spans: readonly Span[]): Span[][] {
  const different = new Map(spans.map((span) => [keyOf(span), span]))
  const lists: Span[][] = []
  for (const span of [...different.values()].toSorted((a, b) => compare(a.start, b.start))) {
    const free = lists.find((list) => compare(list.at(-1)?.end ?? span.start, span.start) <= 0)
    if (free) free.push(span)
    else lists.push([span])
  }
  return lists
}

async function readApart(
  db: Db,
  clocks: Clocks,
  { figure, merchant, report }: { figure: AlertFigure; merchant: string | null; report: ReportName },
  spans: readonly Span[],
  now: Temporal.Instant,
): Promise<(number | null)[]> {
  const [first, last] = [spans[0], spans.at(-1)]
  if (!first || !last) return []
  const { zone } = clocks
  const dateOf = (at: Temporal.Instant) => at.toZonedDateTimeISO(zone).toPlainDate()
  const window = { from: dateOf(first.start), to: dateOf(last.end) }
  // What lies between two stretches, and after the last, is a bucket that nobody looks at.
  const begins = spans.flatMap(({ start, end }, index) => {
    const next = spans[index + 1]?.start
    return next?.equals(end) ? [start] : [start, end]
  })
  const beginsDay = (at: Temporal.Instant) => at.toZonedDateTimeISO(zone).startOfDay().toInstant().equals(at)
  const { series } = await reports[report].read(db, {
    window,
    // Nothing is wanted of a time before.
    before: { from: window.from, to: window.from.subtract({ days: 1 }) },
    ...clocks,
    ...{ asOf: now, filters: merchant === null ? {} : { merchant }, agent: null, limit: 1 },
    by: begins.every(beginsDay) ? 'day' : 'hour',
    buckets: begins.map((start) => ({ label: '', start, before: first.start })),
  })
  const places = new Map(begins.map((start, index) => [start.epochMilliseconds, index]))
  return spans.map(({ start }) => {
    const value = series[places.get(start.epochMilliseconds) ?? -1]?.[figure.metric]
    return value == null ? null : Number(value)
  })
}
