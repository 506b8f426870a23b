import { type Selectable, sql } from 'kysely'
import type { Db, Tables } from '../../db/tables/index.ts'
import { denied, type Member } from '../access/member.ts'
import { audit } from '../audit.ts'
import { failedJob, forgetFailed, type Jobs } from '../jobs.ts'
import { type Page, type PageRequest, pageByPosition } from '../pages.ts'
import { ok, type Result, refuse } from '../result.ts'
import { transact } from '../transact.ts'
import { redrawAlert } from './alert.ts'
import { queueNext } from './queue.ts'

type Row = Selectable<Tables['callbacks']>
export type OpenCallback = Pick<
  Row,
  'id' | 'type' | 'subject' | 'happened_at' | 'state' | 'attempts' | 'due_at' | 'error'
>

/** As it is recorded; dead as well where the job that was to deliver it failed for good. */
const stateNow = sql<string>`case when callbacks.state = 'queued' and ${failedJob(
  'callback.deliver',
  sql`callbacks.subject`,
  sql`jsonb_build_object('seq', callbacks.seq::text)`,
)} then 'dead' else callbacks.state end`

/** Callbacks that are not delivered: the dead ones first, then what waits, oldest first. */
export async function openCallbacks(db: Db, member: Member, request: PageRequest): Promise<Result<Page<OpenCallback>>> {
  const missing = denied(member, 'storefront.manage')
  if (missing) return missing
  return ok(
    await pageByPosition(request, (limit, offset) =>
      db
        .selectFrom('callbacks')
        .select(['id', 'type', 'subject', 'happened_at', 'attempts', 'due_at', 'error'])
        .select(stateNow.as('state'))
        .where('state', 'in', ['waiting', 'queued', 'dead'])
        .orderBy(sql`${stateNow} <> 'dead'`)
        .orderBy('seq')
        .limit(limit)
        .offset(offset)
        .execute(),
    ),
  )
}

/** Who settles which callback. */
export interface Settling {
  id: string
  member: Member
  via: string
}

/**
 * Sends a callback that died, or waits to be tried again, once more, with all its attempts. Refuses an unknown one, one
 * that is on its way, one that is through, and one that others of its subject go before.
 */
export const redriveCallback = (db: Db, jobs: Jobs, asked: Settling, now: Temporal.Instant) =>
  settle(db, jobs, asked, 'waiting', now)

/** Gives a callback up, so that what it holds back goes on. Refuses as `redriveCallback` does. */
export const skipCallback = (db: Db, jobs: Jobs, asked: Settling, now: Temporal.Instant) =>
  settle(db, jobs, asked, 'skipped', now)

function settle(
  db: Db,
  jobs: Jobs,
  { id, member, via }: Settling,
  to: 'waiting' | 'skipped',
  now: Temporal.Instant,
): Promise<Result<Pick<Row, 'id' | 'type' | 'subject'>>> {
  return transact(db, async (trx) => {
    const missing = denied(member, 'storefront.manage')
    if (missing) return missing
    const row = await trx.selectFrom('callbacks').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
    if (!row) return refuse('callback.unknown', { id })
    const { seq, type, subject, state, attempts, episode } = row
    if (state === 'queued' && (await forgetFailed(trx, 'callback.deliver', subject)) === 0)
      return refuse('callback.on_its_way', { id })
    if (state === 'delivered' || state === 'skipped') return refuse('callback.through', { id })
    const earlier = await trx
      .selectFrom('callbacks')
      .select('id')
      .where('subject', '=', subject)
      .where('seq', '<', seq)
      .where('state', 'in', ['waiting', 'queued', 'dead'])
      .orderBy('seq')
      .executeTakeFirst()
    if (earlier) return refuse('callback.held_back', { id, earlier: earlier.id })
    const anew = { state: to, due_at: null, episode: null }
    await trx
      .updateTable('callbacks')
      .set(to === 'skipped' ? { ...anew, ended_at: now } : { ...anew, attempts: 0 })
      .where('seq', '=', seq)
      .execute()
    const change = { before: { state, attempts }, after: { state: to } }
    const action = to === 'skipped' ? 'callback.skipped' : 'callback.redriven'
    await audit(trx, { member: member.id, action, subject: id, ...change, via }, now)
    if (episode) await redrawAlert(trx, jobs, episode)
    await queueNext(trx, jobs, subject)
    return ok({ id, type, subject })
  })
}
