import type { Updateable } from 'kysely'
import type { Db, Tables, Trx } from '../../db/tables/index.ts'
import { denied, type Member, scopeOf } from '../access/member.ts'
import type { Permission } from '../access/permissions.ts'
import { audit } from '../audit.ts'
import { dayFrom } from '../days.ts'
import type { Jobs } from '../jobs.ts'
import { ok, type Result, refuse } from '../result.ts'
import { readSettings } from '../settings/read.ts'
import { parsePieces } from '../stock/track.ts'
import { transact } from '../transact.ts'
import { isVisible } from '../visible.ts'
import { redrawRestock, tellAsker } from './notify.ts'
import { isOpen, lockRestock, type Restock } from './restock.ts'

interface Answering {
  /** Id of the request, as a button names it. */
  restock: string
  member: Member
  via: string
}

/**
 * Promises goods by a day (`2026-03-31`); again with other figures changes the promise. Refuses fewer pieces than have come
 * already, a day that is over in the shop's zone, and a request that is over.
 */
export const promiseRestock = (
  db: Db,
  jobs: Jobs,
  asked: Answering & { quantity: string; dueOn: string },
  now: Temporal.Instant,
): Promise<Result<Restock>> =>
  answering(db, jobs, asked, 'stock.adjust', now, async (trx, { received }) => {
    const promised = parsePieces(asked.quantity, received + 1)
    if (!promised.ok) return promised
    const today = now.toZonedDateTimeISO((await readSettings(trx))['shop.timezone']).toPlainDate()
    const due = dayFrom(asked.dueOn, today)
    if (!due) return refuse('restock.day_malformed', { text: asked.dueOn, today: String(today) })
    const answer = { promised: promised.value, due_on: String(due), reason: null, reminded_at: null }
    return ok({ state: 'promised', ...answer })
  })

/** Says that goods cannot be sent, and why. Refuses without a reason, and a request that is over. */
export const declineRestock = (
  db: Db,
  jobs: Jobs,
  asked: Answering & { reason: string },
  now: Temporal.Instant,
): Promise<Result<Restock>> =>
  answering(db, jobs, asked, 'stock.adjust', now, async () =>
    isVisible(asked.reason)
      ? ok({ state: 'declined', reason: asked.reason, closed_at: now })
      : refuse('restock.reason_needed'),
  )

/** Waits no longer for what was asked for. Refuses a request that is over. */
export const closeRestock = (db: Db, jobs: Jobs, asked: Answering, now: Temporal.Instant): Promise<Result<Restock>> =>
  answering(db, jobs, asked, 'stock.restock', now, async () => ok({ state: 'closed', closed_at: now }))

function answering(
  db: Db,
  jobs: Jobs,
  { restock: id, member, via }: Answering,
  permission: Permission,
  now: Temporal.Instant,
  answer: (trx: Trx, restock: Restock) => Promise<Result<Updateable<Tables['restocks']>>>,
): Promise<Result<Restock>> {
  return transact(db, async (trx) => {
    const missing = denied(member, permission)
    if (missing) return missing
    const scope = scopeOf(member, permission)
    const locked = await lockRestock(trx, id, scope)
    if (!locked.ok) return locked
    const restock = locked.value
    if (!isOpen(restock)) return refuse('restock.over', { sku: restock.sku, state: restock.state })
    const columns = await answer(trx, restock)
    if (!columns.ok) return columns
    await trx
      .updateTable('restocks')
      .set({ ...columns.value, ...(permission === 'stock.adjust' && { answered_at: now, answered_by: member.id }) })
      .where('id', '=', restock.id)
      .execute()
    const after = await lockRestock(trx, id, scope)
    if (!after.ok) return after
    const { state, promised, dueOn, reason } = after.value
    const change = {
      before: { restock: id, state: restock.state, promised: restock.promised, due_on: restock.dueOn },
      after: { restock: id, state, promised, due_on: dueOn },
    }
    const subject = restock.sku
    await audit(trx, { member: member.id, action: `restock.${state}`, subject, ...change, reason, via }, now)
    await redrawRestock(trx, jobs, restock)
    await tellAsker(trx, jobs, { ...after.value, by: member.id }, now)
    return after
  })
}
