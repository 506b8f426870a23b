import type { Db, Trx } from '../../db/tables/index.ts'
import type { Jobs } from '../jobs.ts'
import { ok, type Result, refuse } from '../result.ts'
import { eventKind } from './registry.ts'
import { applyEvent, type EventRow, type EventState, lockKeys, type TakenEvent, taken } from './take.ts'

/** Tries those that wait for a key again, in the order in which they happened, until none can go on. The worker of `intake.resume`. */
export async function resumeEvents(db: Db, jobs: Jobs, key: string, now: Temporal.Instant): Promise<void> {
  const rows = await db
    .selectFrom('storefront_events')
    .select('id')
    .where('state', '=', 'waiting')
    .where('waits_for', '=', key)
    .orderBy('occurred_at')
    .orderBy('id')
    .execute()
  for (const { id } of rows) await db.transaction().execute((trx) => retryEvent(trx, jobs, id, now, ['waiting']))
}

/** Applies a kept event anew if it is in one of these states; otherwise it stays as it is. Refuses an unknown id. */
export async function retryEvent(
  trx: Trx,
  jobs: Jobs,
  id: string,
  now: Temporal.Instant,
  states: readonly EventState[] = ['waiting', 'refused', 'dismissed'],
): Promise<Result<TakenEvent>> {
  const held = await heldEvent(trx, id)
  if (!held.ok) return held
  const { type, state, occurred_at: at, data } = held.value
  const kind = eventKind(type)
  if (!kind || !states.includes(state as EventState)) return ok(await taken(trx, id))
  return ok(await applyEvent(trx, jobs, kind, { id, at, data }, now))
}

/** Has an event that is not applied wait for nothing more. Refuses an unknown id. */
export async function putAway(trx: Trx, id: string): Promise<Result<TakenEvent>> {
  const held = await heldEvent(trx, id)
  if (!held.ok) return held
  await trx
    .updateTable('storefront_events')
    .set({ state: 'dismissed', waits_for: null })
    .where('id', '=', id)
    .where('state', '<>', 'applied')
    .execute()
  return ok(await taken(trx, id))
}

/** A kept event, with nobody else about its subject. */
async function heldEvent(trx: Trx, id: string): Promise<Result<EventRow>> {
  const known = await trx.selectFrom('storefront_events').select('subject').where('id', '=', id).executeTakeFirst()
  if (!known) return refuse('intake.event_unknown', { id })
  await lockKeys(trx, known.subject)
  return ok(await trx.selectFrom('storefront_events').selectAll().where('id', '=', id).executeTakeFirstOrThrow())
}
