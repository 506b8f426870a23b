import { sql } from 'kysely'
import { paymentDue } from '../callbacks/kinds/money.ts'
import { tellStorefront } from '../callbacks/tell.ts'
import { toDecimal } from '../money.ts'
import { hoursBack, waitsSince } from '../orders/late.ts'
import { record } from '../orders/record.ts'
import type { Timer } from './timer.ts'

/** Reminds a customer of what is left to pay, while the order still stands. */
export const paymentReminder: Timer = {
  name: 'payment_reminder',
  due(settings, now) {
    const { 'order.remind_payment_hours': remind, 'order.pay_within_hours': cancel } = settings
    if (remind === 0) return null
    const last = hoursBack(now, remind)
    // What is about to be cancelled is not asked for.
    const stands = cancel === 0 ? sql`true` : sql`(captured > 0 or ${waitsSince} > ${hoursBack(now, cancel)})`
    const where = sql<boolean>`status = 'pending_payment' and placed_at <= ${last} and ${waitsSince} <= ${last} and ${stands}`
    return { base: waitsSince, where }
  },
  async fire({ trx, settings, now }, { number, total, captured, currency }, base) {
    const hours = settings['order.pay_within_hours']
    const ends = hours > 0 && captured === 0n ? { cancelled_at: String(base.add({ hours })) } : {}
    const told = { order: number, amount: toDecimal(total - captured, currency), currency, ...ends }
    await tellStorefront(trx, paymentDue, told, now)
    await record(trx, number, [{ kind: 'payment_reminded' }], now)
  },
}
