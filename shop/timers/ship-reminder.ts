import { sql } from 'kysely'
import { drawMessage } from '../messages.ts'
import { shipDeadline } from '../orders/late.ts'
import { record } from '../orders/record.ts'
import { sendersOf, shipSubject, whoShips } from '../orders/senders.ts'
import type { Timer } from './timer.ts'

/** Reminds those who send the goods of an order before its time is over. */
export const shipReminder: Timer = {
  name: 'ship_reminder',
  due(settings, now) {
    const hours = settings['order.remind_shipping_hours']
    if (hours === 0) return null
    const where = sql<boolean>`status in ('paid', 'processing') and held_at is null
      and ${shipDeadline} > ${now} and ${shipDeadline} <= ${now.add({ hours })}`
    return { base: shipDeadline, where }
  },
  async fire({ trx, jobs, now }, { number }, deadline) {
    for (const merchant of await sendersOf(trx, number))
      for (const channel of await whoShips(trx, merchant, now)) {
        const subject = shipSubject(number, deadline, merchant)
        await drawMessage(trx, jobs, { kind: 'order.ship_reminder', subject, channel, toEach: true })
      }
    await record(trx, number, [{ kind: 'ship_reminded' }], now)
  },
}
