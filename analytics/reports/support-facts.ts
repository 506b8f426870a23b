import { sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import { supportColumns, type supportCounts, supportOf, type supportTimes } from '../rollups/support.ts'
import { secondsBetween, type WorkingHours } from '../working-time.ts'
import type { ReportQuery } from './report.ts'
import { asBuckets, slots } from './slots.ts'

/** What an agent ('': nobody) did in a bucket. Durations are seconds, from the customer's first words on. */
export type Served = Readonly<Record<(typeof supportCounts)[number], number>> & {
  readonly slot: number
  readonly agent: string
  readonly responses: readonly number[]
  readonly resolutions: readonly number[]
}

type Row = Omit<Served, 'responses' | 'resolutions'> &
  Readonly<Record<(typeof supportTimes)[number], readonly number[]>>

/**
 * How the customers of a query were served: of the rollup, or of the conversations themselves. Durations are of working hours
 * where these are given.
 */
export async function readServed(db: Db, query: ReportQuery, hours: WorkingHours | null): Promise<Served[]> {
  const stretches = slots(query)
  const { within, slot } = stretches
  const { agent, by, isRolledUp } = query
  const days =
    isRolledUp && by !== 'hour'
      ? sql.table('support_days')
      : sql`(${supportOf(asBuckets(stretches))}) as counted (${supportColumns})`
  const { rows } = await sql<Row>`
    select *, ${slot('bucket')} as slot from ${days}
    where ${within('bucket')} and ${agent === null ? sql`true` : sql`agent = ${agent}`}`.execute(db)
  const between = secondsBetween(hours)
  const seconds = (from: readonly number[], at: readonly number[]) =>
    at.map((end, nth) => between(from[nth] ?? end, end))
  return rows.map(({ answered_from, answered_at, resolved_from, resolved_at, ...counts }) => ({
    ...counts,
    responses: seconds(answered_from, answered_at),
    resolutions: seconds(resolved_from, resolved_at),
  }))
}
