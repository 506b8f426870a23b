import { setPrice } from '../../../shop/products/set-price.ts'
import { demand } from '../../../shop/result.ts'
import { askSetting } from '../../../shop/settings/ask.ts'
import { giveFeedback } from '../../../shop/settings/feedback.ts'
import { scheduleSetting } from '../../../shop/settings/schedule.ts'
import { giveRole } from '../../../shop/team/grant.ts'
import type { Story } from './story.ts'
import { on, type TravelWorld } from './world.ts'

const give =
  (role: string, until: string) =>
  async ({ db, jobs, clock, member }: TravelWorld) => {
    const asked = { person: 'U0VERA', role, until, member: await member('U0ANA'), via: 'test' }
    demand(await giveRole(db, jobs, asked, clock.now))
  }
const turn = (key: string, value: unknown) => (world: TravelWorld) => world.set(key, value)
const price =
  (text: string) =>
  async ({ db, jobs, clock, member }: TravelWorld) => {
    const asked = { sku: 'CUP', price: text, reason: 'dearer', member: await member('U0MEI'), via: 'test' }
    demand(await setPrice(db, jobs, asked, clock.now))
  }
const change =
  (key: string, text: string) =>
  async ({ db, jobs, clock, member }: TravelWorld) => {
    demand(await askSetting(db, jobs, { key, text, member: await member('U0MEI'), via: 'test' }, clock.now))
  }
const schedule = (key: string, text: string, at: string, until: string) => async (world: TravelWorld) => {
  const { db, jobs, clock, member } = world
  const asked = { key, text, at, until, member: await member('U0MEI'), via: 'test' }
  demand(await scheduleSetting(db, jobs, asked, clock.now))
}
const remark = async ({ db, clock, member }: TravelWorld) => {
  const asked = { key: 'stock.cover_days', rating: '2', remark: 'too short', member: await member('U0SAM') }
  demand(await giveFeedback(db, asked, clock.now))
}
const ended = ['audit role.ended U0VERA', 'message.draw team.notice']
const digest = (slot: string) => ['U0ANA', 'U0ZHAO'].map((admin) => `message.draw setting.remarks:${on(slot)}:${admin}`)
const expired = (subject: string, kind: 'change' | 'price') => [
  `message.draw ${kind}.prompt:${subject}`,
  `message.draw ${kind}.reminder:${subject}`,
  `message.draw ${kind}.notice:${subject}`,
]

/** A time that clocks skip is as much later; days of a grant are the calendar's. */
const grants: Story[] = [
  { does: { '02-20 10:07': give('support', 'until 2026-03-08 02:30') }, fires: { '03-08 03:30': ended } },
  { does: { '03-06 17:25': give('approver', 'for 2d') }, fires: { '03-08 17:25': ended } },
  { does: { '03-08 01:15': give('manager', 'for 8h') }, fires: { '03-08 10:15': ended } },
  { does: { '03-18 09:05': give('support', 'until 2026-03-19 15:00') }, fires: { '03-19 15:00': ended } },
]

/** What waits for somebody else is reminded of after 4 hours and expires after 72. */
const approvals: Story[] = [
  {
    does: { '03-07 22:15': price('9.99') },
    fires: { '03-08 03:15': ['message.draw price.reminder:P1'], '03-10 23:15': expired('P1', 'price') },
  },
  {
    does: { '03-07 21:55': turn('settings.approval', 'money'), '03-07 22:02': change('refund.automatic_up_to', '20') },
    fires: {
      '03-08 03:02': ['message.draw change.reminder:C1'],
      '03-10 23:02': [...expired('C1', 'change'), 'audit setting.change_expired refund.automatic_up_to'],
    },
  },
  {
    does: {
      '03-09 09:33': turn('team.approval', true),
      '03-09 10:33': give('approver', ''),
      '03-12 12:00': turn('team.approval', false),
    },
    fires: {
      '03-09 14:33': ['message.draw change.reminder:C2'],
      '03-12 10:33': [...expired('C2', 'change'), 'audit role.change_expired U0VERA'],
    },
  },
]

const settings: Story[] = [
  {
    does: { '03-02 11:00': schedule('stock.cover_days', '45', '2026-03-08 02:30', '2026-03-15 18:00') },
    fires: {
      '03-08 03:30': ['audit setting.changed stock.cover_days', 'message.draw setting.scheduled:1'],
      '03-15 18:00': ['audit setting.undone stock.cover_days', 'message.draw setting.scheduled:1'],
    },
  },
  {
    does: { '03-18 16:44': schedule('stock.cover_days', '60', '2026-03-19 10:00', '2026-03-19 16:00') },
    fires: {
      '03-19 10:00': ['audit setting.changed stock.cover_days', 'message.draw setting.scheduled:2'],
      '03-19 16:00': ['audit setting.undone stock.cover_days', 'message.draw setting.scheduled:2'],
    },
    afterOutage: {
      '03-19 16:00': ['audit setting.schedule_refused stock.cover_days', 'message.draw setting.scheduled:2'],
    },
  },
  { does: { '02-19 12:03': remark }, fires: { '02-23 09:00': digest('02-23 09:00') } },
  { does: { '03-04 08:09': remark }, fires: { '03-09 09:00': digest('03-09 09:00') } },
  {
    does: {
      '03-07 15:00': turn('channel.warehouse', 'nonsuch'),
      '03-08 04:10': turn('channel.warehouse', 'warehouse'),
    },
    fires: {
      '03-08 03:30': [`message.draw doctor.alert:${on('03-08 03:30')}`],
      '03-08 04:30': [`message.draw doctor.alert:${on('03-08 03:30')}`],
    },
  },
]

export const team: readonly Story[] = [...grants, ...approvals, ...settings]
