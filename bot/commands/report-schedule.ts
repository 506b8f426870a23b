import type { Actor } from '../../analytics/actor.ts'
import { changeSubscription, createSubscription } from '../../analytics/subscriptions/change.ts'
import { nextSlot } from '../../analytics/subscriptions/slots.ts'
import { type Subscription, subscriptionNumbered } from '../../analytics/subscriptions/subscription.ts'
import { scopeOf } from '../../shop/access/member.ts'
import { filterNames } from '../../shop/orders/narrowing.ts'
import { refuse } from '../../shop/result.ts'
import type { Answer, Call, Operation } from '../operation.ts'
import { unchanged } from '../slack/render.ts'
import { subscriptionModal } from '../views/report-form.ts'
import { scheduledMessage, shownSubscription } from '../views/subscriptions.ts'
import { parseWish, type Written, wantedFrom } from './report-wish.ts'
import { atField } from './team-person.ts'

/** Who schedules or changes, and what is within their reach. */
export const actorOf = ({ member, via }: Call): Actor => ({
  member: member.id,
  merchant: scopeOf(member, 'report.schedule'),
  via,
})

/** Who has only reports of their merchant and stands for none has nothing to schedule. */
const nothing = (call: Call) => (actorOf(call).merchant === '' ? refuse('report.nothing_of_yours') : null)

const form = (call: Call, subscription: Subscription | null): Answer => {
  const { settings, reader } = call
  const usual = { schedule: `daily ${settings['report.time']}`, zone: settings['shop.timezone'] }
  return { open: subscriptionModal(subscription, usual, actorOf(call).merchant !== null, reader) }
}

/** Schedules what was written, or with `id` changes that subscription to it. */
async function save(call: Call, written: Written, id: string | null): Promise<Answer> {
  const { services, settings, reader, now } = call
  const wanted = await wantedFrom(call, written)
  if (!wanted.ok) return wanted
  const saved =
    id === null
      ? await createSubscription(services.db, wanted.value, actorOf(call), now)
      : await changeSubscription(services.db, id, wanted.value, actorOf(call), now)
  if (!saved.ok) return saved
  const key = id === null ? 'report.scheduled' : 'report.rescheduled'
  const subscription = await shownSubscription(services.db, saved.value, settings)
  const shown = { show: scheduledMessage(subscription, nextSlot(saved.value, now), key, reader) }
  return unchanged(shown, 'changed' in saved.value && !saved.value.changed, reader)
}

/** `sales daily 09:00 [#channel]`; without anything the form. */
const schedule: Operation = {
  id: 'report.schedule',
  permission: 'report.schedule',
  usage: 'usage.report.schedule',
  async run(call) {
    const none = nothing(call)
    if (none) return none
    if (!call.argument) return form(call, null)
    return save(call, parseWish(call.argument, call.settings['report.time']), null)
  },
}

/** Opens the form of a subscription. */
const change: Operation = {
  id: 'report.change',
  permission: 'report.schedule',
  needs: true,
  usage: 'usage.report.change',
  async run(call) {
    const id = call.argument
    const subscription = await subscriptionNumbered(call.services.db, id, actorOf(call).merchant)
    return subscription ? form(call, subscription) : refuse('subscription.unknown', { id })
  },
}

/** Which field a refusal is about. */
const fieldOf = {
  ...{ 'schedule.unknown_timezone': 'zone', 'schedule.': 'schedule', 'report.region': 'region', 'report.': 'report' },
  ...{ 'channel.': 'channel', 'run.recipient': 'person', 'team.merchant': 'merchant', 'team.person': 'person' },
  ...{ 'category.': 'category', 'payment.unknown_method': 'method' },
}

const saving = (id: 'report.schedule_save' | 'report.change_save'): Operation => ({
  id,
  permission: 'report.schedule',
  async run(call) {
    const none = nothing(call)
    if (none) return none
    const { argument, fields } = call
    const { report = '', schedule: text = '', channel = '', person, zone, language, period, empty } = fields
    if (channel && person) return atField(refuse('schedule.two_places'), { schedule: 'person' }, call)
    const options = {
      ...(zone && { tz: zone }),
      ...(language && { lang: language }),
      ...(period && { about: period }),
      ...Object.fromEntries(filterNames.flatMap((name) => (fields[name] ? [[name, fields[name]]] : []))),
      empty: empty === 'yes' ? 'skip' : 'post',
    }
    const written = { report, schedule: text, place: person ? `<@${person}>` : channel, options }
    const answer = await save(call, written, id === 'report.change_save' ? argument : null)
    return 'code' in answer ? atField(answer, fieldOf, call) : answer
  },
})
const scheduleSave = saving('report.schedule_save')
const changeSave = saving('report.change_save')

export const scheduleWords = { schedule, change }
export const scheduleOperations = [schedule, scheduleSave, change, changeSave]
