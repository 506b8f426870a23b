import type { Db } from '../../db/tables/index.ts'
import { readSettings } from '../../shop/settings/read.ts'
import { supportChart } from '../charts/support.ts'
import type { Figures } from './metrics.ts'
import { conversationRecords } from './records.ts'
import type { ReportDefinition } from './report.ts'
import { reachesBack, spansOf } from './slots.ts'
import { type Fact, supportFacts } from './support-facts.ts'

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
    const [past, { start, end }] = spansOf(query)
    const settings = await readSettings(db)
    const { 'support.opens': opens, 'support.closes': closes } = settings
    const hours = settings['support.working_hours'] ? { zone, opens, closes } : null
    const facts = await Promise.all([supportFacts(db, past, hours), supportFacts(db, { start, end }, hours)])
    const all = facts.flat().filter(({ agent }) => query.agent === null || agent === query.agent)
    const within = (from: Temporal.Instant, to: Temporal.Instant) =>
      all.filter(({ at }) => Temporal.Instant.compare(at, from) >= 0 && Temporal.Instant.compare(at, to) < 0)
    const begun = await conversationRecords(db, null)
    // Of a time before there were conversations nothing is known.
    const figures = (from: Temporal.Instant, to: Temporal.Instant) =>
      begun && Temporal.Instant.compare(to, begun) <= 0 ? unknown : figuresOf(within(from, to))
    const series = (at: 'start' | 'before', last: Temporal.Instant) =>
      buckets.map((bucket, index) => figures(bucket[at], buckets[index + 1]?.[at] ?? last))
    const window = within(start, end)
    const hasPast = reachesBack(begun, query)
    return {
      totals: figures(start, end),
      previous: hasPast ? figures(past.start, past.end) : null,
      series: series('start', end),
      previousSeries: hasPast ? series('before', past.end) : null,
      rows: await rowsOf(db, window),
      byCurrency: {},
    }
  },
}

/** One row an agent, who answered most first. */
async function rowsOf(db: Db, facts: readonly Fact[]) {
  const agents = [...Map.groupBy(facts, ({ agent }) => agent)].filter(([agent]) => agent !== null)
  const ids = agents.map(([agent]) => agent ?? '')
  const known = await db
    .selectFrom('members')
    .select(['id', 'name'])
    .where('id', 'in', ['', ...ids])
    .execute()
  const names = new Map(known.map(({ id, name }) => [id, name]))
  return agents
    .map(([agent, own]) => ({ name: agent ?? '', label: names.get(agent ?? ''), figures: figuresOf(own) }))
    .sort((a, b) => Number((b.figures.replies ?? 0n) - (a.figures.replies ?? 0n)) || (a.name < b.name ? -1 : 1))
}

const unknown: Figures = {
  ...{ conversations: null, complaints: null, resolved: null, first_response_p50: null, first_response_p90: null },
  ...{ resolution_p50: null, replies: null, reopened: null, rating: null },
}

function figuresOf(facts: readonly Fact[]): Figures {
  const of = (what: Fact['what']) => facts.filter((fact) => fact.what === what)
  const values = (what: Fact['what']) => of(what).map(({ value }) => value)
  const count = (what: Fact['what']) => BigInt(of(what).length)
  const [responses, solutions, scores] = [values('first_response'), values('resolved'), values('rating')]
  return {
    ...{ conversations: count('conversations'), complaints: count('complaints'), resolved: count('resolved') },
    first_response_p50: percentile(responses, 0.5),
    first_response_p90: percentile(responses, 0.9),
    resolution_p50: percentile(solutions, 0.5),
    ...{ replies: count('replies'), reopened: count('reopened') },
    rating: scores.length === 0 ? null : scores.reduce((sum, score) => sum + score, 0) / scores.length,
  }
}

/** The value that so large a share of them do not exceed, between two neighbours in proportion; null where there is none. */
export function percentile(values: readonly number[], share: number): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  const place = share * (sorted.length - 1)
  const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]]
  return low === undefined || high === undefined ? null : Math.round(low + (high - low) * (place % 1))
}
