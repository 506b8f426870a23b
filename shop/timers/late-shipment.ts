import { sql } from 'kysely'
import { askWhyLate } from '../exceptions/late.ts'
import { shipDeadline } from '../orders/late.ts'
import type { Timer } from './timer.ts'

/** Asks those who should have sent goods by now why they have not, and when they will. What is on hold may wait. */
export const lateShipment: Timer = {
  name: 'late_shipment',
  due: (_, now) => ({
    base: shipDeadline,
    where: sql<boolean>`status in ('paid', 'processing') and held_at is null and ${shipDeadline} <= ${now}`,
  }),
  fire: ({ trx, jobs, settings, now }, { number }) => askWhyLate(trx, jobs, settings, number, now),
}
