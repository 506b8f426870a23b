import type { Selectable } from 'kysely'
import type { Db, Tables } from '../../db/tables/index.ts'
import { denied, type Member } from '../access/member.ts'
import { audit } from '../audit.ts'
import type { Jobs } from '../jobs.ts'
import { type Page, type PageRequest, pageByPosition } from '../pages.ts'
import { ok, type Result } from '../result.ts'
import { transact } from '../transact.ts'
import { retryEvent, type TakenEvent } from './take.ts'

export type OpenEvent = Pick<
  Selectable<Tables['storefront_events']>,
  'id' | 'type' | 'subject' | 'occurred_at' | 'received_at' | 'state' | 'refusal'
>

/** Events that are not applied, newest first: those that wait for something, and those that somebody has to look at. */
export async function openEvents(db: Db, member: Member, request: PageRequest): Promise<Result<Page<OpenEvent>>> {
  const missing = denied(member, 'storefront.manage')
  if (missing) return missing
  return ok(
    await pageByPosition(request, (limit, offset) =>
      db
        .selectFrom('storefront_events')
        .select(['id', 'type', 'subject', 'occurred_at', 'received_at', 'state', 'refusal'])
        .where('state', '<>', 'applied')
        .orderBy('received_at', 'desc')
        .orderBy('id')
        .limit(limit)
        .offset(offset)
        .execute(),
    ),
  )
}

/** Applies an event anew once what was wrong has been mended; one that is applied stays as it is. Refuses an unknown one. */
export function replayEvent(
  db: Db,
  jobs: Jobs,
  { id, member, via }: { id: string; member: Member; via: string },
  now: Temporal.Instant,
): Promise<Result<TakenEvent>> {
  return transact(db, async (trx) => {
    const missing = denied(member, 'storefront.manage')
    if (missing) return missing
    const before = await trx.selectFrom('storefront_events').select('state').where('id', '=', id).executeTakeFirst()
    const done = await retryEvent(trx, jobs, id, now)
    if (!done.ok) return done
    const change = { before, after: { state: done.value.state } }
    await audit(trx, { member: member.id, action: 'storefront.replayed', subject: id, ...change, via }, now)
    return done
  })
}
