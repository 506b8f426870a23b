import { sql } from 'kysely'
import { openException } from '../exceptions/open.ts'
import { deliveryDue, hoursBack } from '../orders/late.ts'
import type { Timer } from './timer.ts'

/** Makes an exception of an order that should have arrived and has not. */
export const overdueDelivery: Timer = {
  name: 'overdue_delivery',
  due(settings, now) {
    const base = deliveryDue(settings)
    const last = hoursBack(now, settings['order.overdue_after_hours'])
    return { base, where: sql<boolean>`status = 'shipped' and ${base} <= ${last}` }
  },
  async fire({ trx, jobs, now }, { number }) {
    await openException(trx, jobs, { order: number, kind: 'overdue_delivery' }, now)
  },
}
