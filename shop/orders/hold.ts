import type { Db } from '../../db/tables/index.ts'
import { audit } from '../audit.ts'
import { hasKey, type Locale, t } from '../i18n/index.ts'
import { ok, type Result, refuse } from '../result.ts'
import { isVisible } from '../visible.ts'
import { type Processing, processing } from './process.ts'
import { type Order, record, updateOrder } from './record.ts'
import { isOrderStatus, transitions } from './status.ts'

/** Why the program itself holds an order. Words: `order.hold.CODE`. */
type HoldCode = 'customer_cancels'

/** Why an order is held: what a person wrote, or the words of a code of our own. */
export const holdReason = (locale: Locale, reason: string): string =>
  hasKey(`order.hold.${reason}`) ? t(locale, `order.hold.${reason as HoldCode}`) : reason

/** Whether a rule holds an order: not a person, and not the program for a reason of its own. */
export const heldByRule = ({ held_at, held_by, held_because }: Order): boolean =>
  held_at !== null && held_by === null && !hasKey(`order.hold.${held_because}`)

/**
 * Keeps an order from being shipped until it is released; one that is held stays as it is. Refuses without a reason, and
 * an order that has left or is cancelled.
 */
export const holdOrder = (
  db: Db,
  asked: Processing & { reason: string },
  now: Temporal.Instant,
): Promise<Result<Order>> =>
  processing(db, asked, async (trx, order) => {
    const { member, via } = asked
    const reason = asked.reason.trim()
    const { number, status } = order
    if (order.held_at) return ok(order)
    if (!isVisible(reason)) return refuse('order.hold_reason_needed')
    if (!isOrderStatus(status) || !transitions[status].includes('cancelled'))
      return refuse('order.not_to_hold', { number, status })
    const by = member?.id ?? null
    const after = await updateOrder(trx, number, { held_at: now, held_by: by, held_because: reason })
    await record(trx, number, [{ kind: 'held', member: by, data: { why: reason } }], now)
    if (member) await audit(trx, { member: by, action: 'order.held', subject: number, reason, via }, now)
    return ok(after)
  })

/** Lets an order that is held be shipped again; again changes nothing. */
export const releaseOrder = (db: Db, asked: Processing, now: Temporal.Instant): Promise<Result<Order>> =>
  processing(db, asked, async (trx, order) => {
    const { member, via } = asked
    const { number, held_because } = order
    if (!order.held_at) return ok(order)
    const after = await updateOrder(trx, number, { held_at: null, held_by: null, held_because: null })
    await record(trx, number, [{ kind: 'released', member: member?.id }], now)
    const before = { because: held_because }
    if (member) await audit(trx, { member: member.id, action: 'order.released', subject: number, before, via }, now)
    return ok(after)
  })
