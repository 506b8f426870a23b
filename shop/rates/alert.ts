import type { Db } from '../../db/tables/index.ts'
import type { Refusal } from '../result.ts'
import type { Contradiction } from '../settings/check.ts'
import type { Settings } from '../settings/registry.ts'

/** What can be wrong with a source of rates: it cannot be read, or what it gave is too old. */
export type RateTrouble = 'failing' | 'stale'

/** An episode of trouble by when it began, as the subject of its message. */
export const alertSubject = (trouble: RateTrouble, since: Temporal.Instant) => `${trouble} ${since}`

/** What an alert tells now. */
export interface RateAlert {
  readonly trouble: RateTrouble
  readonly since: Temporal.Instant
  readonly over: boolean
  /** Why the source cannot be read. */
  readonly error: Refusal | null
  readonly publishedAt: Temporal.Instant | null
}

/** How the source of rates fares: what is read from where, since when, and what is wrong. Null: it was never asked. */
export interface SourceState {
  readonly address: string
  readonly publishedAt: Temporal.Instant | null
  readonly fetchedAt: Temporal.Instant | null
  readonly failingSince: Temporal.Instant | null
  readonly staleSince: Temporal.Instant | null
  readonly error: Refusal | null
}

/** Reads how the source fares. */
export async function readSourceState(db: Db): Promise<SourceState | null> {
  const row = await db.selectFrom('rate_source').selectAll().executeTakeFirst()
  if (!row) return null
  return {
    address: row.address,
    publishedAt: row.published_at,
    fetchedAt: row.fetched_at,
    failingSince: row.failing_since,
    staleSince: row.stale_since,
    error: row.error && { ok: false, ...(row.error as Pick<Refusal, 'code' | 'values'>) },
  }
}

/** The alert that a message of kind `rate.alert` is about. */
export async function rateAlert(db: Db, subject: string): Promise<RateAlert | null> {
  const [trouble = '', begun = ''] = subject.split(' ')
  const state = await readSourceState(db)
  if (!state || (trouble !== 'failing' && trouble !== 'stale')) return null
  const since = Temporal.Instant.from(begun)
  const standing = trouble === 'failing' ? state.failingSince : state.staleSince
  const over = standing === null || !standing.equals(since)
  return { trouble, since, over, error: over ? null : state.error, publishedAt: state.publishedAt }
}

/** What is wrong with the source of rates now, as `/settings check` lists it; nothing where none is set. */
export async function rateTroubles(db: Db, settings: Settings): Promise<Contradiction[]> {
  const state = settings['rate.source'] === 'none' ? null : await readSourceState(db)
  return [
    ...(state?.failingSince ? [{ code: 'rates_failing' as const, keys: ['rate.source' as const] }] : []),
    ...(state?.staleSince ? [{ code: 'rates_stale' as const, keys: ['rate.stale_after_hours' as const] }] : []),
  ]
}
