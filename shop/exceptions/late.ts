import type { Db, Trx } from '../../db/tables/index.ts'
import { denied, type Member, scopeOf } from '../access/member.ts'
import { audit } from '../audit.ts'
import { orderDelayed } from '../callbacks/kinds/orders.ts'
import { tellStorefront } from '../callbacks/tell.ts'
import { dayFrom } from '../days.ts'
import { eachAlone } from '../each-alone.ts'
import type { Jobs } from '../jobs.ts'
import { drawMessage } from '../messages.ts'
import { lockOrder, type Order, record, updateOrder } from '../orders/record.ts'
import { sendersOf, whoShips } from '../orders/senders.ts'
import { demand, type Result, refuse } from '../result.ts'
import { readSettings } from '../settings/read.ts'
import type { Settings } from '../settings/registry.ts'
import { transact } from '../transact.ts'
import { isVisible } from '../visible.ts'
import { exceptionNamed, exceptionRef, lockException, type OrderException, openExceptions } from './exception.ts'
import { openException, tellException } from './open.ts'
import { endException, redrawException } from './settle.ts'

/** Opens an exception for each who should have sent goods of an order (locked by the caller), and asks them why, and when they will. */
export async function askWhyLate(
  trx: Trx,
  jobs: Jobs,
  settings: Settings,
  order: string,
  now: Temporal.Instant,
): Promise<void> {
  const answerBy = now.add({ hours: settings['order.late_answer_hours'] })
  for (const merchant of await sendersOf(trx, order)) {
    await forgetAnswer(trx, jobs, order, merchant, now)
    const id = await openException(trx, jobs, { order, kind: 'late_shipment', merchant, answerBy }, now, true)
    if (id === null) continue
    for (const channel of await whoShips(trx, merchant, now))
      await drawMessage(trx, jobs, { kind: 'order.late', subject: exceptionRef(order, id), channel, toEach: true })
  }
}

/** What was promised has not been kept: it is asked anew. */
async function forgetAnswer(
  trx: Trx,
  jobs: Jobs,
  order: string,
  merchant: string | null,
  now: Temporal.Instant,
): Promise<void> {
  for (const open of await openExceptions(trx, order)) {
    const { kind, merchant_id, answered_at, ref } = open
    if (kind !== 'late_shipment' || merchant_id !== merchant || !answered_at) continue
    await endException(trx, open, { outcome: 'settled', by: null, note: null }, now)
    await redrawException(trx, jobs, ref)
  }
}

/**
 * Takes down why goods are late and the day by whose end they leave; the customer is told, and lateness counts from then. An
 * answer can be changed until the goods have left. Refuses without a reason, a day that is over in the shop's zone, and a
 * question that is closed.
 */
export function answerLate(
  db: Db,
  jobs: Jobs,
  asked: { ref: string; reason: string; day: string; member: Member; via: string },
  now: Temporal.Instant,
): Promise<Result<OrderException>> {
  return transact(db, async (trx) => {
    const { member, via } = asked
    const missing = denied(member, 'order.ship')
    if (missing) return missing
    const scope = scopeOf(member, 'order.ship')
    const locked = await lockException(trx, asked.ref, scope)
    if (!locked.ok) return locked
    const { ref, order_number, id, kind, closed_at } = locked.value
    if (closed_at || kind !== 'late_shipment') return refuse('exception.closed', { ref })
    const reason = asked.reason.trim()
    if (!isVisible(reason)) return refuse('exception.reason_needed')
    const zone = (await readSettings(trx))['shop.timezone']
    const today = now.toZonedDateTimeISO(zone).toPlainDate()
    const day = dayFrom(asked.day, today)
    if (!day) return refuse('exception.day_malformed', { text: asked.day, today: String(today) })

    const answer = { reason, promised_on: String(day), answered_at: now, answered_by: member.id }
    await trx
      .updateTable('order_exceptions')
      .set(answer)
      .where('order_number', '=', order_number)
      .where('id', '=', id)
      .execute()
    const order = demand(await lockOrder(trx, order_number))
    await postpone(trx, order, day.add({ days: 1 }).toZonedDateTime(zone).toInstant())
    const event = { kind: 'late_answered', member: member.id, data: { reason, day: String(day) } } as const
    await record(trx, order_number, [event], now)
    await tellStorefront(trx, orderDelayed, { order: order_number, ships_by: String(day), reason }, now)
    const after = { promised_on: String(day) }
    await audit(trx, { member: member.id, action: 'exception.answered', subject: ref, after, reason, via }, now)
    await redrawException(trx, jobs, ref)
    return exceptionNamed(trx, ref, scope)
  })
}

/** An order is late when the latest of what was promised for its parts is over. */
async function postpone(trx: Trx, { number, ship_promised_at: known }: Order, until: Temporal.Instant): Promise<void> {
  if (known && Temporal.Instant.compare(known, until) >= 0) return
  await updateOrder(trx, number, { ship_promised_at: until })
}

/** Tells those who process orders of late goods about which nobody has answered in time, each once; gives of how many. */
export async function escalateLate(db: Db, jobs: Jobs, now: Temporal.Instant): Promise<number> {
  const due = db
    .selectFrom('order_exceptions')
    .select(['order_number', 'id'])
    .where('closed_at', 'is', null)
    .where('answered_at', 'is', null)
    .where('escalated_at', 'is', null)
    .where('answer_by', '<=', now)
  const rows = await due.orderBy('answer_by').limit(500).execute()
  await eachAlone(rows, 'escalating late orders', ({ order_number, id }) =>
    db.transaction().execute(async (trx) => {
      demand(await lockOrder(trx, order_number))
      const mine = trx
        .updateTable('order_exceptions')
        .set({ escalated_at: now })
        .where('order_number', '=', order_number)
        .where('id', '=', id)
        .where('closed_at', 'is', null)
        .where('answered_at', 'is', null)
        .where('escalated_at', 'is', null)
      if ((await mine.executeTakeFirst()).numUpdatedRows === 0n) return
      await record(trx, order_number, [{ kind: 'late_escalated' }], now)
      await tellException(trx, jobs, exceptionRef(order_number, id))
    }),
  )
  return rows.length
}
