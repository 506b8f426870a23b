import type { Db } from '../../db/tables/index.ts'
import { denied, scopeOf } from '../access/member.ts'
import { audit } from '../audit.ts'
import type { Jobs } from '../jobs.ts'
import { drawMessage } from '../messages.ts'
import type { Acting } from '../orders/cancel.ts'
import { orderNumbered, unknownOrder } from '../orders/find.ts'
import { lockOrder } from '../orders/record.ts'
import { ok, type Refusal, type Result, refuse } from '../result.ts'
import { readSettings } from '../settings/read.ts'
import { transact } from '../transact.ts'
import { isVisible } from '../visible.ts'
import { noticeSubject, type ReturnDetails, returnDetails } from './find.ts'
import { leftToReturn } from './held.ts'
import { recordReturn } from './state.ts'
import { returnNumber } from './states.ts'

/** Goods that a customer wants to send back. With `wanted` a line asks for other goods instead of its money. */
export interface ReturnAsked extends Acting {
  order: string
  /** The storefront's own id of the request, or that of a colleague's: the same again changes nothing. */
  id: string
  kind: 'return' | 'exchange'
  lines: readonly { line: number; quantity: number; wanted?: string | null }[]
  reason: string
}

/**
 * Keeps that a customer wants to send goods back, and tells the approvals channel once. Refuses an unknown order, more
 * pieces of a line than were shipped and not asked back before, unknown goods in exchange, and once the setting's days after
 * the delivery are over.
 */
export function requestReturn(
  db: Db,
  jobs: Jobs,
  { order: text, id, kind, lines, reason, member, via }: ReturnAsked,
  now: Temporal.Instant,
): Promise<Result<ReturnDetails>> {
  return transact(db, async (trx) => {
    const missing = member && denied(member, 'refund.request')
    if (missing) return missing
    const scope = member && scopeOf(member, 'refund.request')
    const order = await orderNumbered(trx, text, scope)
    if (!order) return unknownOrder(trx, text, scope)
    const locked = await lockOrder(trx, order)
    if (!locked.ok) return locked
    const known = await returnDetails(trx, order, id)
    if (known) return ok(known)
    if (!isVisible(reason)) return refuse('return.reason_needed')
    const mine = await ownLines(trx, order, scope)
    const left = await leftToReturn(trx, order)
    const fits = lines.every(
      ({ line, quantity }) =>
        Number.isInteger(quantity) && quantity > 0 && quantity <= (left.get(line) ?? 0) && mine.has(line),
    )
    if (lines.length === 0 || !fits || new Set(lines.map(({ line }) => line)).size < lines.length)
      return refuse('intake.nothing_to_return', { order })
    const over = whyTooLate(order, locked.value.delivered_at, (await readSettings(trx))['return.window_days'], now)
    if (over) return over
    for (const { wanted: sku } of lines) {
      const product = sku && trx.selectFrom('products').select('sku').where('sku', '=', sku).executeTakeFirst()
      if (product && !(await product)) return refuse('stock.unknown_sku', { sku, count: 0, nearest: '' })
    }

    const { count } = await trx
      .selectFrom('returns')
      .select(({ fn }) => fn.countAll<bigint>().as('count'))
      .where('order_number', '=', order)
      .executeTakeFirstOrThrow()
    const row = await trx
      .insertInto('returns')
      .values({
        ...{ order_number: order, id, kind, state: 'requested', reason, requested_at: now },
        ...{ seq: Number(count) + 1, requested_by: member?.id ?? null },
      })
      .returningAll()
      .executeTakeFirstOrThrow()
    await trx
      .insertInto('return_lines')
      .values(
        lines.map(({ line, quantity, wanted }) => ({
          ...{ order_number: order, return_id: id, line, quantity, wanted_sku: wanted ?? null },
        })),
      )
      .execute()
    await recordReturn(trx, row, member?.id ?? null, now)
    if (member) {
      const entry = {
        member: member.id,
        action: 'return.requested',
        subject: returnNumber(row),
        after: { kind, lines },
      }
      await audit(trx, { ...entry, reason, via }, now)
    }
    const subject = noticeSubject(order, id)
    await drawMessage(trx, jobs, { kind: 'return.notice', subject, channel: 'channel.approvals' })
    const details = await returnDetails(trx, order, id)
    if (!details) throw new Error(`return ${subject} is gone`)
    return ok(details)
  })
}

/** Lines that the one who asks may send back: a merchant its own. */
async function ownLines(db: Db, order: string, scope: string | null): Promise<Set<number>> {
  const rows = await db
    .selectFrom('order_items')
    .select('line')
    .where('order_number', '=', order)
    .$if(scope !== null, (query) => query.where('merchant_id', '=', scope))
    .execute()
  return new Set(rows.map(({ line }) => line))
}

/** The refusal where goods delivered then cannot be sent back any more; null where they can. */
function whyTooLate(
  order: string,
  delivered: Temporal.Instant | null,
  days: number,
  now: Temporal.Instant,
): Refusal | null {
  const last = delivered?.add({ hours: 24 * days })
  return last && Temporal.Instant.compare(now, last) > 0
    ? refuse('return.too_late', { number: order, days, at: String(last) })
    : null
}
