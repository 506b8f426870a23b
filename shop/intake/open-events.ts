import { type Selectable, sql } from 'kysely'
import type { Db, Tables, Trx } from '../../db/tables/index.ts'
import { denied, type Member } from '../access/member.ts'
import { audit } from '../audit.ts'
import type { Jobs } from '../jobs.ts'
import { type Page, type PageRequest, pageByPosition } from '../pages.ts'
import { ok, type Result } from '../result.ts'
import { transact } from '../transact.ts'
import { putAway, retryEvent } from './retry.ts'
import type { TakenEvent } from './take.ts'

export type OpenEvent = Pick<
  Selectable<Tables['storefront_events']>,
  'id' | 'type' | 'subject' | 'occurred_at' | 'received_at' | 'state' | 'refusal'
>

/** As the index of those says it. */
const isOpen = sql<boolean>`state in ('waiting', 'refused')`

/** Events that are not applied, newest first: those that wait for something, and those that somebody has to look at. */
export async function openEvents(db: Db, member: Member, request: PageRequest): Promise<Result<Page<OpenEvent>>> {
  const missing = denied(member, 'storefront.manage')
  if (missing) return missing
  return ok(
    await pageByPosition(request, (limit, offset) =>
      db
        .selectFrom('storefront_events')
        .select(['id', 'type', 'subject', 'occurred_at', 'received_at', 'state', 'refusal'])
        .where(isOpen)
        .orderBy('received_at', 'desc')
        .orderBy('id')
        .limit(limit)
        .offset(offset)
        .execute(),
    ),
  )
}

interface Settling {
  id: string
  member: Member
  via: string
}

/** Applies an event anew once what was wrong has been mended; one that is applied stays as it is. Refuses an unknown one. */
export const replayEvent = (db: Db, jobs: Jobs, asked: Settling, now: Temporal.Instant): Promise<Result<TakenEvent>> =>
  settling(db, asked, 'storefront.replayed', now, (trx) => retryEvent(trx, jobs, asked.id, now))

/**
 * Puts an event away that will never be applied: it is listed no more and does not go on by itself, but can be applied
 * anew. One that is applied stays so. Refuses an unknown one.
 */
export const dismissEvent = (db: Db, asked: Settling, now: Temporal.Instant): Promise<Result<TakenEvent>> =>
  settling(db, asked, 'storefront.dismissed', now, (trx) => putAway(trx, asked.id))

function settling(
  db: Db,
  { id, member, via }: Settling,
  action: string,
  now: Temporal.Instant,
  settle: (trx: Trx) => Promise<Result<TakenEvent>>,
): Promise<Result<TakenEvent>> {
  return transact(db, async (trx) => {
    const missing = denied(member, 'storefront.manage')
    if (missing) return missing
    const before = await trx.selectFrom('storefront_events').select('state').where('id', '=', id).executeTakeFirst()
    const done = await settle(trx)
    if (!done.ok) return done
    const change = { before, after: { state: done.value.state } }
    await audit(trx, { member: member.id, action, subject: id, ...change, via }, now)
    return done
  })
}
