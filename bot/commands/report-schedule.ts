import { nextSlot } from '../../analytics/subscriptions/slots.ts'
import {
  type Actor,
  createSubscription,
  listSubscriptions,
  pauseSubscription,
  removeSubscription,
  resumeSubscription,
  type Subscription,
} from '../../analytics/subscriptions/subscriptions.ts'
import { may, scopeOf } from '../../shop/access/member.ts'
import { channelOf } from '../../shop/messages.ts'
import { type Result, refuse } from '../../shop/result.ts'
import type { Settings } from '../../shop/settings/registry.ts'
import type { Answer, Call, Operation } from '../operation.ts'
import { findChannel } from '../slack/channels.ts'
import { unchanged } from '../slack/render.ts'
import { scheduledMessage, subscriptionList } from '../views/subscriptions.ts'

const actorOf = ({ member, via }: Call): Actor => ({
  member: member.id,
  merchant: scopeOf(member, 'report.schedule'),
  via,
})

/** A channel as Slack escapes it in commands (`<#C1|name>`), or by its name. */
const CHANNEL = /\s*(?:<#(\w+)(?:\|[^>]*)?>|#([\p{L}\p{N}_-]+))\s*$/u

/** A report for the channel that the settings name follows them when they change. */
const USUAL = 'channel.reports'

/** A subscription with the channel that it goes to now. */
const located = (subscription: Subscription, settings: Settings): Subscription => ({
  ...subscription,
  channel: channelOf(subscription.channel, settings),
})

/** `sales daily 09:00 [#channel]`; without a time the one of the settings, without a channel that of the settings. */
export const schedule: Operation = {
  id: 'report.schedule',
  permission: 'report.schedule',
  needs: true,
  usage: 'usage.report.schedule',
  async run(call) {
    const { services, settings, argument, reader, now } = call
    const actor = actorOf(call)
    const [, id, named] = CHANNEL.exec(argument) ?? []
    const [report = '', ...words] = argument.replace(CHANNEL, '').split(/\s+/).filter(Boolean)
    if (actor.merchant === '') return refuse('report.nothing_of_yours')
    const timed = /:/.test(words.at(-1) ?? '') ? words : [...words, settings['report.time']]
    const usual = await findChannel(services.slack, settings['channel.reports'])
    const found = id || named ? await findChannel(services.slack, id ?? named ?? '') : usual
    if (!found.ok) return found
    const wanted = {
      report,
      schedule: (timed.length > 1 ? timed : ['daily', ...timed]).join(' '),
      zone: settings['shop.timezone'],
      channel: usual.ok && found.value === usual.value ? USUAL : found.value,
      locale: null,
    }
    const created = await createSubscription(services.db, wanted, actor, now)
    if (!created.ok) return created
    return { show: scheduledMessage(located(created.value, settings), nextSlot(created.value, now), reader) }
  },
}

async function listing(call: Call): Promise<Answer> {
  const { services, settings, member, reader, now } = call
  const scope = scopeOf(member, 'report.view')
  if (scope === '') return refuse('report.nothing_of_yours')
  const found = await listSubscriptions(services.db, scope)
  const rows = found.map((subscription) => ({
    subscription: located(subscription, settings),
    next: nextSlot(subscription, now),
  }))
  return { show: subscriptionList(rows, may(member, 'report.schedule'), scope === null, reader) }
}

export const list: Operation = {
  id: 'report.list',
  permission: 'report.view',
  reads: true,
  usage: 'usage.report.list',
  run: listing,
}

type Change = (
  db: Call['services']['db'],
  id: string,
  actor: Actor,
  now: Temporal.Instant,
) => Promise<Result<Subscription & { changed: boolean }>>

/** Changes one subscription and shows the list as it is then. */
const changing = (id: string, change: Change): Operation => ({
  id,
  permission: 'report.schedule',
  needs: true,
  usage: 'usage.report.pause',
  async run(call) {
    const { services, argument, now } = call
    const done = await change(services.db, argument.replace(/^#/, ''), actorOf(call), now)
    return done.ok ? unchanged(await listing(call), !done.value.changed, call.reader) : done
  },
})

export const pause = changing('report.pause', pauseSubscription)
export const resume = changing('report.resume', resumeSubscription)
export const remove = changing('report.remove', removeSubscription)
