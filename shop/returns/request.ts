import type { Db } from '../../db/tables/index.ts'
import { denied, type Member, scopeOf } from '../access/member.ts'
import { audit } from '../audit.ts'
import type { Jobs } from '../jobs.ts'
import { drawMessage } from '../messages.ts'
import type { Acting } from '../orders/cancel.ts'
import { orderNumbered, unknownOrder } from '../orders/find.ts'
import { lockOrder } from '../orders/record.ts'
import { demandProduct } from '../products/product.ts'
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
    if (lines.length === 0) return refuse('order.no_pieces')
    for (const [at, { line, quantity }] of lines.entries()) {
      if (lines.findIndex((one) => one.line === line) < at) return refuse('order.line_twice', { line })
      const most = mine.has(line) ? (left.get(line) ?? 0) : 0
      if (!Number.isInteger(quantity) || quantity < 1 || quantity > most)
        return refuse('intake.nothing_to_return', { order, line, left: most })
    }
    const over = whyTooLate(order, locked.value.delivered_at, (await readSettings(trx))['return.window_days'], now)
    if (over) return over
    const asked: { line: number; quantity: number; wanted_sku: string | null }[] = []
    for (const { line, quantity, wanted } of lines) {
      const sku = wanted ? await wantedGoods(trx, member, wanted) : ok(null)
      if (!sku.ok) return sku
      asked.push({ line, quantity, wanted_sku: sku.value })
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
      .values(asked.map((line) => ({ order_number: order, return_id: id, ...line })))
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

/** The SKU of goods wanted in exchange, which people may write in any case and storefronts as they are told it. */
async function wantedGoods(db: Db, member: Member | null, sku: string): Promise<Result<string>> {
  if (member) {
    const product = await demandProduct(db, member, sku)
    return product.ok ? ok(product.value.sku) : product
  }
  const known = await db.selectFrom('products').select('sku').where('sku', '=', sku).executeTakeFirst()
  return known ? ok(known.sku) : refuse('stock.unknown_sku', { sku, count: 0, nearest: '' })
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
