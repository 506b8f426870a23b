import { type Selectable, sql } from 'kysely'
import { z } from 'zod'
import type { Db, Tables, Trx } from '../../db/tables/index.ts'
import type { Jobs } from '../jobs.ts'
import { toDecimal } from '../money.ts'
import { ok, type Refusal, type Result, refuse } from '../result.ts'
import { instant } from './fields.ts'
import { type EventKind, productKey } from './kind.ts'
import { eventKind } from './registry.ts'

/**
 * What became of an event. `waiting`: something it needs is not known yet. `refused`: somebody has to look at it.
 * `dismissed`: somebody has, and it will not be applied.
 */
export type EventState = 'applied' | 'waiting' | 'refused' | 'dismissed'

export interface TakenEvent {
  readonly id: string
  readonly state: EventState
  /** Why it is not applied. */
  readonly refusal: KeptRefusal | null
}

/** A refusal as it is kept: money in it is a decimal string of its `currency`. */
export type KeptRefusal = NonNullable<EventRow['refusal']>

const envelope = z.object({ type: z.string().max(60), timestamp: instant, data: z.unknown() })

/** Seconds that a storefront's clock may be ahead of ours. */
const AHEAD = 300

/**
 * Takes one event as a storefront told it (a parsed body; `id` from the signed headers): keeps it and applies it, in one
 * transaction. The same id again gives what became of the first. Events may come late and in any order: one that needs
 * something that is not known yet waits, and goes on by itself once that is known. Refuses only what cannot be read.
 */
export async function takeEvent(
  db: Db,
  jobs: Jobs,
  id: string,
  body: unknown,
  now: Temporal.Instant,
): Promise<Result<TakenEvent>> {
  const read = envelope.safeParse(body)
  if (!read.success) return unreadable(read.error)
  const { type, timestamp, data: written } = read.data
  const kind = eventKind(type)
  if (!kind) return refuse('intake.type_unknown', { type })
  const data = kind.schema.safeParse(written)
  if (!data.success) return unreadable(data.error)
  const told = Temporal.Instant.from(timestamp)
  if (Temporal.Instant.compare(told, now.add({ seconds: AHEAD })) > 0)
    return refuse('intake.future', { timestamp: String(told), now: String(now) })
  // To the millisecond, as the database compares them.
  const at = told.round('millisecond')
  return db.transaction().execute(async (trx) => {
    await lockKeys(trx, kind.subject(data.data))
    const kept = await trx
      .insertInto('storefront_events')
      .values({
        ...{ id, type, subject: kind.subject(data.data), data: JSON.stringify(data.data) },
        ...{ occurred_at: at, received_at: now, state: 'waiting' },
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    return ok(kept ? await applyEvent(trx, jobs, kind, { id, at, data: data.data }, now) : await taken(trx, id))
  })
}

const unreadable = (error: z.ZodError): Refusal => {
  const [issue] = error.issues
  return refuse('intake.unreadable', { field: issue?.path.join('.') || '-', problem: issue?.message ?? '' })
}

/** An event that was taken before, as it stands. */
export async function taken(trx: Trx, id: string): Promise<TakenEvent> {
  const row = await trx
    .selectFrom('storefront_events')
    .select(['id', 'state', 'refusal'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return { ...row, state: row.state as EventState }
}

/** Events of one subject are taken one after the other, also by several processes. */
export const lockKeys = (trx: Trx, subject: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${subject}, 0))`.execute(trx)

/**
 * Applies an event (of a locked subject) whose row is there, keeps what became of it, and has those that waited for it
 * go on. What a refused event did before it was refused is undone.
 */
export async function applyEvent(
  trx: Trx,
  jobs: Jobs,
  kind: EventKind,
  { id, at, data }: { id: string; at: Temporal.Instant; data: unknown },
  now: Temporal.Instant,
): Promise<TakenEvent> {
  const subject = kind.subject(data)
  const attempt = async () => {
    await sql`savepoint event`.execute(trx)
    const done = await kind.apply({ trx, jobs, event: id, at, now }, data)
    if (!done.ok) await sql`rollback to savepoint event`.execute(trx)
    await sql`release savepoint event`.execute(trx)
    return { done, waitsFor: done.ok ? null : needed(done, subject) }
  }
  let { done, waitsFor } = await attempt()
  for (const held = new Set([subject]); waitsFor && !held.has(waitsFor); ) {
    await shareLock(trx, waitsFor)
    held.add(waitsFor)
    ;({ done, waitsFor } = await attempt())
  }
  const state: EventState = done.ok ? 'applied' : waitsFor ? 'waiting' : 'refused'
  const refusal = done.ok ? null : { code: done.code, values: jsonValues(done.values) }
  await trx
    .updateTable('storefront_events')
    .set({
      ...{ state, waits_for: waitsFor, applied_at: done.ok ? now : null },
      refusal: refusal && JSON.stringify(refusal),
    })
    .where('id', '=', id)
    .execute()
  if (done.ok && (await waiting(trx, subject)).length > 0) await jobs.add(trx, 'intake.resume', { subject }, subject)
  return { id, state, refusal }
}

/**
 * Whoever is going to wait for something holds its key shared until the commit and looks once more, and whoever tells of
 * it holds it alone: so the waiting row is seen by the one, or what it waits for by the other. Nobody can block anybody
 * else: a key of goods is taken after the event's own, and whoever tells of goods takes no other.
 */
const shareLock = (trx: Trx, key: string) =>
  sql`select pg_advisory_xact_lock_shared(hashtextextended(${key}, 0))`.execute(trx)

/** What has to become known before an event can be applied; null where that would not help. */
function needed({ code, values }: Refusal, subject: string): string | null {
  if (code === 'stock.unknown_sku') return productKey(String(values.sku))
  if (code === 'intake.product_incomplete') return subject
  const standing = ['order.wrong_status', 'order.all_shipped']
  if (standing.includes(code) && ['completed', 'cancelled'].includes(String(values.status))) return null
  const later = [
    'order.unknown',
    ...standing,
    'order.nothing_to_ship',
    'order.line_left',
    'order.line_unknown',
    'intake.shipment_unknown',
    'intake.nothing_to_return',
  ]
  return later.includes(code) || code === 'refund.nothing_left' ? subject : null
}

const jsonValues = (values: Refusal['values']): KeptRefusal['values'] =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'bigint' ? toDecimal(value, String(values.currency)) : value,
    ]),
  )

export type EventRow = Selectable<Tables['storefront_events']>

const waiting = (trx: Trx, key: string): Promise<EventRow[]> =>
  trx
    .selectFrom('storefront_events')
    .selectAll()
    .where('state', '=', 'waiting')
    .where('waits_for', '=', key)
    .orderBy('occurred_at')
    .orderBy('id')
    .execute()
