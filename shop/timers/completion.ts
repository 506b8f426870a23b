import { sql } from 'kysely'
import { completeOrder } from '../orders/deliver.ts'
import { hoursBack } from '../orders/late.ts'
import { demand } from '../result.ts'
import type { Timer } from './timer.ts'

/** Closes an order some days after it arrived, unless goods of it are being sent back. */
export const completion: Timer = {
  name: 'completion',
  due(settings, now) {
    const days = settings['order.complete_after_days']
    if (days === 0) return null
    return {
      base: sql<Temporal.Instant>`delivered_at`,
      where: sql<boolean>`status = 'delivered' and delivered_at <= ${hoursBack(now, days * 24)}
        and not exists (select from returns where order_number = orders.number
          and state in ('requested', 'approved', 'received'))`,
    }
  },
  async fire({ trx, now }, { number }) {
    demand(await completeOrder(trx, { order: number, member: null, via: 'planner' }, now))
  },
}
