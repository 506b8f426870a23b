import type { Actor } from '../../analytics/actor.ts'
import { muteRule, type RuleChange, removeRule, snoozeRule, unmuteRule } from '../../analytics/alerts/change.ts'
import { ruleNumbered } from '../../analytics/alerts/rules.ts'
import { saveRule } from '../../analytics/alerts/save.ts'
import { titleOf } from '../../analytics/alerts/words.ts'
import { type Result, refuse } from '../../shop/result.ts'
import { escapeText } from '../blocks.ts'
import type { Answer, Call, Operation } from '../operation.ts'
import { findChannel } from '../slack/channels.ts'
import { refusalInField, textMessage, unchanged } from '../slack/render.ts'
import { alertModal } from '../views/alert-form.ts'
import { reachOf, shown } from './alert-card.ts'
import { marked } from './promo-form.ts'

function actorOf(call: Call): Result<Actor> {
  const reach = reachOf(call, 'alert.manage')
  return reach.ok ? { ok: true, value: { member: call.member.id, merchant: reach.value, via: call.via } } : reach
}

export const make: Operation = {
  id: 'alert.new',
  permission: 'alert.manage',
  usage: 'usage.alert.new',
  async run(call) {
    const reach = reachOf(call, 'alert.manage')
    return reach.ok ? { open: alertModal(null, reach.value, call.settings, call.reader) } : reach
  },
}

export const edit: Operation = {
  id: 'alert.edit',
  permission: 'alert.manage',
  needs: true,
  usage: 'usage.alert.new',
  async run(call) {
    const reach = reachOf(call, 'alert.manage')
    if (!reach.ok) return reach
    const rule = await ruleNumbered(call.services.db, call.argument, reach.value)
    return rule.ok ? { open: alertModal(rule.value, reach.value, call.settings, call.reader) } : rule
  },
}

export const save: Operation = {
  id: 'alert.edit_save',
  permission: 'alert.manage',
  async run(call) {
    const { services, argument, fields, reader, now } = call
    const actor = actorOf(call)
    if (!actor.ok) return actor
    const channel = fields.channel === undefined ? null : await findChannel(services.slack, fields.channel)
    if (channel && !channel.ok) return { problems: { channel: refusalInField(channel, reader) } }
    const asked = { id: argument === 'new' ? null : argument, texts: fields, actor: actor.value }
    const saving = await saveRule(services.db, services.jobs, asked, now)
    if (!saving.ok) return saving
    if ('problems' in saving.value) return marked(saving.value.problems, reader)
    const { saved, changed } = saving.value
    return unchanged(await shown(call, saved), !changed, reader)
  },
}

async function changed(call: Call, id: string, change: RuleChange): Promise<Answer> {
  const { services, reader, now } = call
  const actor = actorOf(call)
  if (!actor.ok) return actor
  const done = await change(services.db, services.jobs, { id, actor: actor.value }, now)
  return done.ok ? unchanged(await shown(call, done.value), !done.value.changed, reader) : done
}

const changing = (id: string, change: RuleChange): Operation => ({
  ...{ id, permission: 'alert.manage', needs: true, usage: 'usage.alert.mute' },
  run: (call) => changed(call, call.argument, change),
})

export const mute = changing('alert.mute', muteRule)
export const unmute = changing('alert.unmute', unmuteRule)

/** `3 1h` or `3 tomorrow`: until the time at which daily reports come. */
export const snooze: Operation = {
  id: 'alert.snooze',
  permission: 'alert.manage',
  needs: true,
  usage: 'usage.alert.mute',
  async run(call) {
    const { argument, settings, now } = call
    const [id = '', text] = argument.split(/\s+/).filter(Boolean)
    if (text === undefined) return refuse('alert.snooze_until_when', { id })
    const tomorrow = () => {
      const timeZone = settings['shop.timezone']
      const day = now.toZonedDateTimeISO(timeZone).toPlainDate().add({ days: 1 })
      return day.toZonedDateTime({ timeZone, plainTime: settings['report.time'] }).toInstant()
    }
    const until = text === '1h' ? now.add({ hours: 1 }) : text === 'tomorrow' ? tomorrow() : null
    return until ? changed(call, id, snoozeRule(until)) : refuse('alert.snooze_malformed', { id, text })
  },
}

export const remove: Operation = {
  id: 'alert.remove',
  permission: 'alert.manage',
  needs: true,
  usage: 'usage.alert.mute',
  async run(call) {
    const { services, argument, reader, now } = call
    const actor = actorOf(call)
    if (!actor.ok) return actor
    const done = await removeRule(services.db, services.jobs, { id: argument, actor: actor.value }, now)
    if (!done.ok) return done
    return { show: textMessage(reader.say('alert.removed', { title: escapeText(titleOf(done.value, reader.locale)) })) }
  },
}
