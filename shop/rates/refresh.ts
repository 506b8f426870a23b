import type { Selectable } from 'kysely'
import type { Db, Tables, Trx } from '../../db/tables/index.ts'
import type { Jobs } from '../jobs.ts'
import { drawMessage, redrawMessages } from '../messages.ts'
import type { Refusal, Result } from '../result.ts'
import { readSettings } from '../settings/read.ts'
import type { Settings } from '../settings/registry.ts'
import { alertSubject, type RateTrouble } from './alert.ts'
import { isStale, type SourceRates } from './book.ts'
import { type Fetch, readAddress } from './fetch.ts'

/** A source is asked each hour, and one that fails every ten minutes. */
const EVERY_MINUTES = 60
const RETRY_MINUTES = 10

type Source = Selectable<Tables['rate_source']>

/**
 * Reads the source of rates where that is due, and tells the operations channel, once an episode, that it fails or that
 * its rates have grown too old, and later that this is over. What cannot be read leaves the last good rates as they are.
 * Several processes may call this at once: an attempt is claimed before it is made. No transaction is open during it.
 */
export async function refreshRates(db: Db, jobs: Jobs, fetch: Fetch, now: Temporal.Instant): Promise<void> {
  // Most shops never had a source of rates: then this is all.
  const named = (await readSettings(db))['rate.source'] !== 'none'
  if (!named && !(await db.selectFrom('rate_source').select('address').executeTakeFirst())) return
  const address = await db.transaction().execute((trx) => claimAttempt(trx, jobs, now))
  if (address !== null) {
    const text = await readAddress(address, fetch)
    // Loaded with the first file to read: most shops have no source of rates.
    const { readEcb } = await import('./ecb.ts')
    const rates = text.ok ? readEcb(text.value, now) : text
    await db.transaction().execute((trx) => record(trx, jobs, address, rates, now))
  }
  await db.transaction().execute((trx) => watchAge(trx, jobs, now))
}

/** Where to read from now; null where nothing is due. */
async function claimAttempt(trx: Trx, jobs: Jobs, now: Temporal.Instant): Promise<string | null> {
  const address = (await readSettings(trx))['rate.source']
  const source = await lockSource(trx)
  if (address === 'none') {
    if (source?.failing_since) await endTrouble(trx, jobs, 'failing', source.failing_since)
    return null
  }
  if (!source) {
    const first = { address, attempted_at: now, per_euro: '{}' }
    const made = await trx
      .insertInto('rate_source')
      .values(first)
      .onConflict((conflict) => conflict.doNothing())
      .returning('address')
      .executeTakeFirst()
    return made ? address : null
  }
  const pause = source.failing_since ? RETRY_MINUTES : EVERY_MINUTES
  const due = Temporal.Instant.compare(source.attempted_at.add({ minutes: pause }), now) <= 0
  if (!due && source.address === address) return null
  await trx.updateTable('rate_source').set({ address, attempted_at: now }).execute()
  return address
}

const lockSource = (trx: Trx): Promise<Source | undefined> =>
  trx.selectFrom('rate_source').selectAll().forUpdate().executeTakeFirst()

async function record(
  trx: Trx,
  jobs: Jobs,
  address: string,
  read: Result<SourceRates>,
  now: Temporal.Instant,
): Promise<void> {
  const source = await lockSource(trx)
  // Another source was named meanwhile, and is asked itself.
  if (source?.address !== address) return
  if (!read.ok) return recordFailure(trx, jobs, source, read, now)
  const { perEuro, publishedAt } = read.value
  // What is older than what we have comes from some cache.
  const newer = !source.published_at || Temporal.Instant.compare(publishedAt, source.published_at) >= 0
  const rates = { per_euro: JSON.stringify(perEuro), published_at: publishedAt }
  await trx
    .updateTable('rate_source')
    .set({ fetched_at: now, ...(newer && rates) })
    .execute()
  if (source.failing_since) await endTrouble(trx, jobs, 'failing', source.failing_since)
}

async function recordFailure(
  trx: Trx,
  jobs: Jobs,
  { failing_since }: Source,
  { code, values }: Refusal,
  now: Temporal.Instant,
): Promise<void> {
  await trx
    .updateTable('rate_source')
    .set({ failing_since: failing_since ?? now, error: JSON.stringify({ code, values }) })
    .execute()
  if (!failing_since) await tell(trx, jobs, 'failing', now)
}

/** Notices when the rates in force have grown too old, and when they have been renewed. */
async function watchAge(trx: Trx, jobs: Jobs, now: Temporal.Instant): Promise<void> {
  const settings = await readSettings(trx)
  const source = await lockSource(trx)
  if (!source) return
  const stale = tooOld(source, settings, now)
  if (stale && !source.stale_since) {
    await trx.updateTable('rate_source').set({ stale_since: now }).execute()
    await tell(trx, jobs, 'stale', now)
  }
  if (!stale && source.stale_since) await endTrouble(trx, jobs, 'stale', source.stale_since)
}

const tooOld = ({ published_at }: Source, settings: Settings, now: Temporal.Instant): boolean =>
  settings['rate.source'] !== 'none' &&
  published_at !== null &&
  isStale(published_at, settings['rate.stale_after_hours'], now)

const tell = (trx: Trx, jobs: Jobs, trouble: RateTrouble, since: Temporal.Instant): Promise<void> =>
  drawMessage(trx, jobs, { kind: 'rate.alert', subject: alertSubject(trouble, since), channel: 'channel.operations' })

async function endTrouble(trx: Trx, jobs: Jobs, trouble: RateTrouble, since: Temporal.Instant): Promise<void> {
  const over = trouble === 'failing' ? { failing_since: null, error: null } : { stale_since: null }
  await trx.updateTable('rate_source').set(over).execute()
  await redrawMessages(trx, jobs, 'rate.alert', alertSubject(trouble, since))
}
