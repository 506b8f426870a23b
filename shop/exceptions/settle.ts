import { type RawBuilder, sql } from 'kysely'
import type { Db, Trx } from '../../db/tables/index.ts'
import { denied, type Member } from '../access/member.ts'
import { audit } from '../audit.ts'
import { eachAlone } from '../each-alone.ts'
import type { Jobs } from '../jobs.ts'
import { redrawMessages } from '../messages.ts'
import { lockOrder, record } from '../orders/record.ts'
import { demand, type Result, refuse } from '../result.ts'
import { transact } from '../transact.ts'
import { exceptionNamed, exceptionRef, lockException, type OrderException } from './exception.ts'
import type { ExceptionKind } from './kinds.ts'

interface Settling {
  /** As people and buttons name it: 1042-E1. */
  ref: string
  member: Member
  via: string
}

/** Takes an exception on: the others see whose it is. Who has it gives it back so. Refuses one that is closed. */
export const claimException = (db: Db, jobs: Jobs, asked: Settling, now: Temporal.Instant) =>
  settling(db, jobs, asked, async (trx, { order_number, id, claimed_by }) => {
    const { ref, member, via } = asked
    const claimed = claimed_by === member.id ? null : member.id
    const columns = { claimed_by: claimed, claimed_at: claimed ? now : null }
    await trx
      .updateTable('order_exceptions')
      .set(columns)
      .where('order_number', '=', order_number)
      .where('id', '=', id)
      .execute()
    const change = { before: { claimed_by }, after: { claimed_by: claimed } }
    await audit(trx, { member: member.id, action: 'exception.claimed', subject: ref, ...change, via }, now)
  })

/** Ends an exception: seen to, or none after all. Refuses one that is closed. */
export const closeException = (
  db: Db,
  jobs: Jobs,
  asked: Settling & { outcome: 'resolved' | 'dismissed'; note: string | null },
  now: Temporal.Instant,
) =>
  settling(db, jobs, asked, async (trx, exception) => {
    const { ref, member, via, outcome, note } = asked
    await endException(trx, exception, { outcome, by: member.id, note }, now)
    const action = `exception.${outcome}`
    await audit(trx, { member: member.id, action, subject: ref, reason: note, via }, now)
  })

function settling(
  db: Db,
  jobs: Jobs,
  { ref, member }: Settling,
  work: (trx: Trx, exception: OrderException) => Promise<void>,
): Promise<Result<OrderException>> {
  return transact(db, async (trx) => {
    const missing = denied(member, 'order.process')
    if (missing) return missing
    const locked = await lockException(trx, ref, null)
    if (!locked.ok) return locked
    if (locked.value.closed_at) return refuse('exception.closed', { ref: locked.value.ref })
    await work(trx, locked.value)
    await redrawException(trx, jobs, locked.value.ref)
    return exceptionNamed(trx, ref, null)
  })
}

/** Redraws an exception wherever it stands. */
export async function redrawException(trx: Trx, jobs: Jobs, ref: string): Promise<void> {
  for (const kind of ['order.exception', 'order.late'] as const) await redrawMessages(trx, jobs, kind, ref)
}

/** Ends an exception whose order the caller has locked. */
export async function endException(
  trx: Trx,
  { order_number, id, kind }: { order_number: string; id: number; kind: string },
  { outcome, by, note }: { outcome: NonNullable<OrderException['outcome']>; by: string | null; note: string | null },
  now: Temporal.Instant,
): Promise<void> {
  await trx
    .updateTable('order_exceptions')
    .set({ closed_at: now, closed_by: by, outcome, outcome_note: note })
    .where('order_number', '=', order_number)
    .where('id', '=', id)
    .execute()
  await record(trx, order_number, [{ kind: `exception_${outcome}`, member: by, data: { exception: kind } }], now)
}

/** Where an order has got to when an exception of a kind is over by itself; a cancelled order has none. */
const over: Partial<Record<ExceptionKind, RawBuilder<boolean>>> = {
  late_shipment: sql`orders.status not in ('paid', 'processing')`,
  overdue_delivery: sql`orders.status <> 'shipped'`,
  short_stock: sql`orders.status not in ('pending_payment', 'paid', 'processing')`,
}

/** Closes the exceptions that time has settled: what was late has left, what was overdue has come. */
export async function settleExceptions(db: Db, jobs: Jobs, now: Temporal.Instant): Promise<void> {
  const kinds = Object.entries(over).map(([kind, is]) => sql<boolean>`(one.kind = ${kind} and ${is})`)
  const settled = sql<boolean>`one.closed_at is null and (orders.status = 'cancelled' or ${sql.join(kinds, sql` or `)})`
  const rows = (which: RawBuilder<boolean>, on: Db = db) =>
    on
      .selectFrom('order_exceptions as one')
      .innerJoin('orders', 'orders.number', 'one.order_number')
      .select(['one.order_number', 'one.id', 'one.kind'])
      .where(settled)
      .where(which)
      .limit(500)
      .execute()
  await eachAlone(await rows(sql`true`), 'closing exceptions', ({ order_number, id }) =>
    db.transaction().execute(async (trx) => {
      demand(await lockOrder(trx, order_number))
      const [still] = await rows(sql`one.order_number = ${order_number} and one.id = ${id}`, trx)
      if (!still) return
      await endException(trx, still, { outcome: 'settled', by: null, note: null }, now)
      await redrawException(trx, jobs, exceptionRef(order_number, id))
    }),
  )
}
