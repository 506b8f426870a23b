import { createSubscription, removeSubscription } from '../../../analytics/subscriptions/change.ts'
import { demand } from '../../../shop/result.ts'
import type { Story } from './story.ts'
import { on, type TravelWorld } from './world.ts'

const actor = { member: 'U0MEI', merchant: null, via: 'test' }
const report =
  (plan: string, zone = 'America/New_York') =>
  async ({ db, clock }: TravelWorld) => {
    const wanted = { report: 'sales', schedule: plan, zone, channel: 'channel.reports', locale: null }
    demand(await createSubscription(db, wanted, actor, clock.now))
  }
const noReport =
  (id: string) =>
  async ({ db, clock }: TravelWorld) =>
    demand(await removeSubscription(db, id, actor, clock.now))

const run = (id: string, slot: string, zone?: string) => [`report.run ${id}@${on(slot, zone)}`]

/** A report whose time clocks skip comes at the first instant after; one of another zone follows its clocks. */
export const reports: readonly Story[] = [
  {
    does: { '03-06 12:00': report('daily 02:30'), '03-09 12:00': noReport('1') },
    fires: {
      '03-07 02:30': run('1', '03-07 02:30'),
      '03-08 03:00': run('1', '03-08 03:00'),
      '03-09 02:30': run('1', '03-09 02:30'),
    },
  },
  {
    does: { '03-18 12:00': report('daily 07:00'), '03-21 12:00': noReport('2') },
    fires: {
      '03-19 07:00': run('2', '03-19 07:00'),
      '03-20 07:00': run('2', '03-20 07:00'),
      '03-21 07:00': run('2', '03-21 07:00'),
    },
    afterOutage: { '03-20 07:00': run('2', '03-20 07:00'), '03-21 07:00': run('2', '03-21 07:00') },
  },
  {
    does: { '03-22 12:00': report('weekly mon 09:00', 'Europe/Berlin'), '04-05 12:00': noReport('3') },
    fires: {
      '03-23 04:00': run('3', '03-23 09:00', 'Europe/Berlin'),
      '03-30 03:00': run('3', '03-30 09:00', 'Europe/Berlin'),
    },
  },
]
