import type { Db, Trx } from '../../db/tables/index.ts'
import { denied, type Member } from '../access/member.ts'
import { audit } from '../audit.ts'
import { endExchange } from '../exchanges/end.ts'
import { openExchange } from '../exchanges/open.ts'
import type { Jobs } from '../jobs.ts'
import { lockOrder, type Order } from '../orders/record.ts'
import { ok, type Result, refuse } from '../result.ts'
import { readSettings } from '../settings/read.ts'
import type { Settings } from '../settings/registry.ts'
import { transact } from '../transact.ts'
import { isVisible } from '../visible.ts'
import { type ReturnDetails, type ReturnRow, returnDetails, returnMeant } from './find.ts'
import { canBecome, changeReturn } from './state.ts'
import { type ReturnState, returnNumber } from './states.ts'

/** What a colleague does about a return, by its number. */
export interface ReturnStep {
  return: string
  member: Member
  via: string
}

/** A return that is being changed, with its order; both are locked. */
export interface Locked {
  order: Order
  row: ReturnRow
  settings: Settings
}

/**
 * Takes a return to its next state, where that is possible and the member may: locks, does the work, which gives how it is
 * then, and keeps who did it. Refuses an unknown return and one that cannot go there.
 */
export function stepReturn(
  db: Db,
  { return: text, member, via }: ReturnStep,
  to: ReturnState,
  work: (trx: Trx, locked: Locked) => Promise<Result<ReturnRow>>,
  now: Temporal.Instant,
): Promise<Result<ReturnDetails>> {
  return transact(db, async (trx) => {
    const missing = denied(member, 'order.process')
    if (missing) return missing
    const meant = await returnMeant(trx, text, null)
    if (!meant.ok) return meant
    const { order: number, id } = meant.value
    const order = await lockOrder(trx, number)
    if (!order.ok) return order
    const row = await readReturn(trx, number, id)
    if (!canBecome(row, to)) return refuse('return.wrong_state', { number: returnNumber(row), state: row.state })
    const done = await work(trx, { order: order.value, row, settings: await readSettings(trx) })
    if (!done.ok) return done
    const change = { before: { state: row.state }, after: { state: done.value.state } }
    const subject = returnNumber(row)
    const reason = done.value.state_reason
    await audit(trx, { member: member.id, action: `return.${done.value.state}`, subject, ...change, reason, via }, now)
    const details = await returnDetails(trx, number, id)
    if (!details) throw new Error(`return ${subject} is gone`)
    return ok(details)
  })
}

/** The row of a return. */
export const readReturn = (db: Db, order: string, id: string): Promise<ReturnRow> =>
  db.selectFrom('returns').selectAll().where('order_number', '=', order).where('id', '=', id).executeTakeFirstOrThrow()

/**
 * Agrees to a return: the customer is told what to do, and has the setting's days for it. The order of an exchange is made,
 * which promises its goods.
 */
export const approveReturn = (
  db: Db,
  jobs: Jobs,
  step: ReturnStep & { instructions: string | null },
  now: Temporal.Instant,
): Promise<Result<ReturnDetails>> =>
  stepReturn(
    db,
    step,
    'approved',
    async (trx, { order, row, settings }) => {
      const { member } = step
      const exchange =
        row.kind === 'exchange' ? await openExchange(trx, jobs, settings, { order, row, member }, now) : ok({})
      if (!exchange.ok) return exchange
      const lapse_at = now.add({ hours: 24 * settings['return.send_within_days'] })
      const instructions =
        step.instructions && isVisible(step.instructions) ? step.instructions : settings['return.instructions']
      const columns = { ...exchange.value, member: member.id, instructions, lapse_at }
      return ok(await changeReturn(trx, jobs, row, 'approved', columns, now))
    },
    now,
  )

/** Says no to a return, with a reason that the customer is told. */
export const refuseReturn = (db: Db, jobs: Jobs, step: ReturnStep & { reason: string }, now: Temporal.Instant) =>
  stepReturn(
    db,
    step,
    'refused',
    async (trx, { row }) => {
      if (row.state !== 'requested')
        return refuse('return.wrong_state', { number: returnNumber(row), state: row.state })
      if (!isVisible(step.reason)) return refuse('return.reason_needed')
      const columns = { member: step.member.id, state_reason: step.reason, settled_at: now }
      return ok(await changeReturn(trx, jobs, row, 'refused', columns, now))
    },
    now,
  )

/** Ends a return before its goods have come, for instance since the customer keeps them. An exchange frees everything. */
export const cancelReturn = (db: Db, jobs: Jobs, step: ReturnStep & { reason: string }, now: Temporal.Instant) =>
  stepReturn(
    db,
    step,
    'cancelled',
    async (trx, { row }) => {
      if (!isVisible(step.reason)) return refuse('return.reason_needed')
      const ended = await endExchange(trx, jobs, row, step, now)
      if (!ended.ok) return ended
      const columns = { member: step.member.id, state_reason: step.reason, settled_at: now, lapse_at: null }
      return ok(
        await changeReturn(trx, jobs, await readReturn(trx, row.order_number, row.id), 'cancelled', columns, now),
      )
    },
    now,
  )

/** Keeps that the goods have come; they are inspected next. */
export const receiveReturn = (db: Db, jobs: Jobs, step: ReturnStep, now: Temporal.Instant) =>
  stepReturn(
    db,
    step,
    'received',
    async (trx, { row }) => {
      const columns = { member: step.member.id, received_at: now, lapse_at: null }
      return ok(await changeReturn(trx, jobs, row, 'received', columns, now))
    },
    now,
  )
