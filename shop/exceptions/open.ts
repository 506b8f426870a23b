import { sql } from 'kysely'
import type { Sign } from '../../db/tables/exceptions.ts'
import type { Db, Trx } from '../../db/tables/index.ts'
import { denied, type Member, may } from '../access/member.ts'
import { audit } from '../audit.ts'
import type { Jobs } from '../jobs.ts'
import { drawMessage } from '../messages.ts'
import { orderNumbered, unknownOrder } from '../orders/find.ts'
import { lockOrder, record } from '../orders/record.ts'
import { type Result, refuse } from '../result.ts'
import { transact } from '../transact.ts'
import { isVisible } from '../visible.ts'
import { exceptionNamed, exceptionRef, type OrderException } from './exception.ts'
import { type ExceptionKind, isExceptionKind } from './kinds.ts'

export interface NewException {
  order: string
  kind: ExceptionKind
  /** Whose goods it is about. */
  merchant?: string | null
  by?: string | null
  note?: string | null
  signs?: readonly Sign[]
  /** Until when a merchant is waited for. */
  answerBy?: Temporal.Instant
}

/**
 * Opens an exception of an order (locked by the caller) and gives its number within the order; null where one of the kind
 * is open. `quietly` leaves it to the caller to tell of it, else the operations channel is told.
 */
export async function openException(
  trx: Trx,
  jobs: Jobs,
  { order, kind, merchant = null, by = null, note = null, signs = [], answerBy }: NewException,
  now: Temporal.Instant,
  quietly = false,
): Promise<number | null> {
  const opened = await trx
    .insertInto('order_exceptions')
    .values({
      ...{ order_number: order, kind, merchant_id: merchant, opened_at: now, opened_by: by, note },
      ...{ signs: JSON.stringify(signs), answer_by: answerBy ?? null },
      id: sql`(select coalesce(max(id), 0) + 1 from order_exceptions where order_number = ${order})`,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!opened) return null
  await record(trx, order, [{ kind: 'exception_opened', member: by, data: { exception: kind } }], now)
  if (!quietly) await tellException(trx, jobs, exceptionRef(order, opened.id))
  return opened.id
}

/** Posts an exception where those who process orders see it. */
export const tellException = (trx: Trx, jobs: Jobs, ref: string): Promise<void> =>
  drawMessage(trx, jobs, { kind: 'order.exception', subject: ref, channel: 'channel.operations' })

/**
 * Opens an exception that somebody has noticed. Refuses who may neither process orders nor answer customers, an unknown
 * order or kind, none said what is wrong, and a kind that is open already.
 */
export function reportException(
  db: Db,
  jobs: Jobs,
  asked: { order: string; kind: string; note: string; member: Member; via: string },
  now: Temporal.Instant,
): Promise<Result<OrderException>> {
  return transact(db, async (trx) => {
    const { member, kind, via } = asked
    const missing = may(member, 'support.answer') ? null : denied(member, 'order.process')
    if (missing) return missing
    const number = await orderNumbered(trx, asked.order, null)
    if (!number) return unknownOrder(trx, asked.order, null)
    if (!isExceptionKind(kind)) return refuse('exception.kind_unknown', { text: kind })
    const note = asked.note.trim()
    if (!isVisible(note)) return refuse('exception.note_needed')
    const locked = await lockOrder(trx, number)
    if (!locked.ok) return locked
    const id = await openException(trx, jobs, { order: number, kind, by: member.id, note }, now)
    if (id === null) return refuse('exception.open_already', { number, kind })
    const ref = exceptionRef(number, id)
    await audit(
      trx,
      { member: member.id, action: 'exception.opened', subject: ref, after: { kind }, reason: note, via },
      now,
    )
    return exceptionNamed(trx, ref, null)
  })
}
