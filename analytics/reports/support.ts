import type { Db } from '../../db/tables/index.ts'
import { readSettings } from '../../shop/settings/read.ts'
import { supportChart } from '../charts/support.ts'
import type { supportCounts } from '../rollups/support.ts'
import type { Figures } from './metrics.ts'
import { conversationRecords } from './records.ts'
import type { ReportDefinition } from './report.ts'
import { arrange, reachesBack, spansOf } from './slots.ts'
import { readServed, type Served } from './support-facts.ts'

/** How customers were served, by agent. */
export const support: ReportDefinition = {
  name: 'support',
  title: 'report.support',
  keyFigures: ['conversations', 'resolved', 'first_response_p50', 'resolution_p50', 'rating'],
  row: {
    key: 'agent',
    title: 'report.agent',
    figures: [
      ...(['conversations', 'complaints', 'resolved', 'first_response_p50', 'first_response_p90'] as const),
      ...(['resolution_p50', 'replies', 'reopened', 'rating'] as const),
    ],
  },
  records: conversationRecords,
  filters: [],
  perAgent: true,
  chart: supportChart,
  async read(db, query) {
    const { buckets, zone } = query
    const [past, { end }] = spansOf(query)
    const settings = await readSettings(db)
    const { 'support.opens': opens, 'support.closes': closes } = settings
    const hours = settings['support.working_hours'] ? { zone, opens, closes } : null
    const { before, window, points, pointsBefore } = arrange(await readServed(db, query, hours), query)
    const begun = await conversationRecords(db, null)
    // Of a time before there were conversations nothing is known.
    const figures = (rows: readonly Served[], until: Temporal.Instant) =>
      begun && Temporal.Instant.compare(until, begun) <= 0 ? unknown : figuresOf(rows)
    const series = (rows: readonly Served[][], at: 'start' | 'before', last: Temporal.Instant) =>
      rows.map((point, index) => figures(point, buckets[index + 1]?.[at] ?? last))
    const hasPast = reachesBack(begun, query)
    return {
      totals: figures(window, end),
      previous: hasPast ? figures(before, past.end) : null,
      series: series(points, 'start', end),
      previousSeries: hasPast ? series(pointsBefore, 'before', past.end) : null,
      rows: await rowsOf(db, window),
      byCurrency: {},
    }
  },
}

/** One row an agent, who answered most first. */
async function rowsOf(db: Db, served: readonly Served[]) {
  const agents = Map.groupBy(
    served.filter(({ agent }) => agent !== ''),
    ({ agent }) => agent,
  )
  const known = await db
    .selectFrom('members')
    .select(['id', 'name'])
    .where('id', 'in', ['', ...agents.keys()])
    .execute()
  const names = new Map(known.map(({ id, name }) => [id, name]))
  return [...agents]
    .map(([agent, own]) => ({ name: agent, label: names.get(agent), figures: figuresOf(own) }))
    .sort((a, b) => Number((b.figures.replies ?? 0n) - (a.figures.replies ?? 0n)) || (a.name < b.name ? -1 : 1))
}

const unknown: Figures = {
  ...{ conversations: null, complaints: null, resolved: null, first_response_p50: null, first_response_p90: null },
  ...{ resolution_p50: null, replies: null, reopened: null, rating: null },
}

function figuresOf(served: readonly Served[]): Figures {
  const sum = (count: (typeof supportCounts)[number]) => served.reduce((all, row) => all + row[count], 0)
  const responses = served.flatMap((row) => row.responses)
  const resolutions = served.flatMap((row) => row.resolutions)
  return {
    ...{ conversations: BigInt(sum('conversations')), complaints: BigInt(sum('complaints')) },
    resolved: BigInt(resolutions.length),
    first_response_p50: percentile(responses, 0.5),
    first_response_p90: percentile(responses, 0.9),
    resolution_p50: percentile(resolutions, 0.5),
    ...{ replies: BigInt(sum('replies')), reopened: BigInt(sum('reopened')) },
    rating: sum('ratings') === 0 ? null : sum('stars') / sum('ratings'),
  }
}

/** The value that so large a share of them do not exceed, between two neighbours in proportion; null where there is none. */
export function percentile(values: readonly number[], share: number): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  const place = share * (sorted.length - 1)
  const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]]
  return low === undefined || high === undefined ? null : Math.round(low + (high - low) * (place % 1))
}
