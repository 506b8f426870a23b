import { removeRule, snoozeRule } from '../../../analytics/alerts/change.ts'
import { saveRule } from '../../../analytics/alerts/save.ts'
import { demand } from '../../../shop/result.ts'
import type { Story } from './story.ts'
import { on, type TravelWorld } from './world.ts'

const asked = { id: '1', actor: { member: 'U0MEI', merchant: null, via: 'test' } }
const told = 'message.draw alert.episode:1'

async function watchFailures({ db, jobs, clock }: TravelWorld): Promise<void> {
  const texts = { figure: 'payments.failed', window: 'hour', when: 'threshold.below', value: '1' }
  demand(await saveRule(db, jobs, { ...asked, id: null, texts }, clock.now))
}

/** What goes on is told once, and again as soon as a snooze has ended, which is in the thread and above it. */
export const alerts: readonly Story[] = [
  {
    does: {
      '03-07 12:00:00.5': watchFailures,
      '03-07 12:10': ({ db, jobs, clock }) => snoozeRule(on('03-08 03:30'))(db, jobs, asked, clock.now),
      '03-09 12:00': ({ db, jobs, clock }) => removeRule(db, jobs, asked, clock.now),
    },
    fires: { '03-07 12:00:01': [told], '03-08 03:30:30': [told, told] },
  },
]
