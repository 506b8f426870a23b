import type { Db } from '../../db/tables/index.ts'
import { eachAlone } from '../each-alone.ts'
import type { Jobs } from '../jobs.ts'
import { readSettings } from '../settings/read.ts'
import { completion } from './completion.ts'
import { lateShipment } from './late-shipment.ts'
import { overdueDelivery } from './overdue-delivery.ts'
import { paymentReminder } from './payment-reminder.ts'
import { shipReminder } from './ship-reminder.ts'
import { anyDue, sweepTimer, type Timer } from './timer.ts'

/** Everything that happens to orders by itself when its time comes. */
const timers: readonly Timer[] = [paymentReminder, shipReminder, lateShipment, overdueDelivery, completion]

/** Fires all timers that are due; one that fails holds up none of the others. */
export async function sweepTimers(db: Db, jobs: Jobs, now: Temporal.Instant): Promise<void> {
  const settings = await readSettings(db)
  // Most of the time this is all.
  if (!(await anyDue(db, timers, settings, now))) return
  await eachAlone(timers, 'timed rules of orders', (timer) => sweepTimer(db, jobs, timer, settings, now))
}
