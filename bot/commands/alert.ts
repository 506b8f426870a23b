import { backTest } from '../../analytics/alerts/backtest.ts'
import { listEpisodes, openEpisodes } from '../../analytics/alerts/episodes.ts'
import { pageRules, ruleNumbered } from '../../analytics/alerts/rules.ts'
import { testedWords } from '../../analytics/alerts/tested.ts'
import { type AlertWindow, type WindowName, windows } from '../../analytics/alerts/windows.ts'
import { may } from '../../shop/access/member.ts'
import { refuse } from '../../shop/result.ts'
import type { Command, Operation } from '../operation.ts'
import { paged } from '../paging.ts'
import { episodeList, testedMessage } from '../views/alert-history.ts'
import { alertList } from '../views/alerts.ts'
import { reachOf, shown } from './alert-card.ts'
import { edit, make, mute, remove, save, snooze, unmute } from './alert-change.ts'

/** As many as a message has room for. */
const RULES = 40

const list: Operation = {
  id: 'alert.list',
  permission: 'report.view',
  reads: true,
  usage: 'usage.alert.list',
  async run(call) {
    const { services, member, settings, argument, reader } = call
    const reach = reachOf(call, 'report.view')
    if (!reach.ok) return reach
    const { cursor } = paged(argument)
    const page = await pageRules(services.db, reach.value, { size: RULES, cursor })
    const open = await openEpisodes(services.db)
    const states = { ...page, rows: page.rows.map((rule) => ({ rule, open: open.get(rule.id) ?? null })) }
    return { show: alertList(states, may(member, 'alert.manage'), reach.value, settings, reader) }
  },
}

const show: Operation = {
  id: 'alert.show',
  permission: 'report.view',
  reads: true,
  async run(call) {
    const reach = reachOf(call, 'report.view')
    if (!reach.ok) return reach
    const rule = await ruleNumbered(call.services.db, call.argument, reach.value)
    return rule.ok ? shown(call, rule.value) : rule
  },
}

const EPISODES = 10

/** Of all rules, or of the one named. */
const history: Operation = {
  id: 'alert.history',
  permission: 'report.view',
  reads: true,
  usage: 'usage.alert.history',
  async run(call) {
    const { services, settings, argument, reader } = call
    const reach = reachOf(call, 'report.view')
    if (!reach.ok) return reach
    const { text, cursor } = paged(argument)
    const rule = text ? await ruleNumbered(services.db, text, reach.value) : null
    if (rule && !rule.ok) return rule
    const of = { rule: rule?.value.id ?? null, merchant: reach.value }
    const page = await listEpisodes(services.db, of, { size: EPISODES, cursor })
    return { show: episodeList(page, text, settings, reader) }
  },
}

/** What is looked at each hour is tried on less: everybody waits for it. */
const mostDays = (window: WindowName): number => ((windows[window] as AlertWindow).ofDays ? 366 : 31)

/** `3 90`: when a rule would have fired in the last days. */
const test: Operation = {
  id: 'alert.test',
  permission: 'report.view',
  reads: true,
  needs: true,
  usage: 'usage.alert.test',
  async run(call) {
    const { services, settings, argument, reader, now } = call
    const reach = reachOf(call, 'report.view')
    if (!reach.ok) return reach
    const [id = '', asked] = argument.split(/\s+/).filter(Boolean)
    const rule = await ruleNumbered(services.db, id, reach.value)
    if (!rule.ok) return rule
    const most = mostDays(rule.value.window)
    const text = asked ?? String(Math.min(90, most))
    const days = /^[1-9]\d{0,2}$/.test(text) ? Number(text) : Number.POSITIVE_INFINITY
    if (days > most) return refuse('alert.days_malformed', { id: rule.value.id, text, most })
    const to = now.toZonedDateTimeISO(settings['shop.timezone']).toPlainDate()
    const dates = { from: to.subtract({ days: days - 1 }), to }
    const tested = await backTest(services.db, rule.value, rule.value.rearmHours, dates, now)
    if (!tested.ok) return tested
    return { show: testedMessage(testedWords(rule.value, tested.value, reader.locale), rule.value.id, reader) }
  },
}

export const alert: Command = {
  name: 'alert',
  words: { list, new: make, edit, test, history, mute, unmute, snooze, remove, '': list },
  otherwise: show,
}
export const alertOperations = [list, show, make, edit, save, test, history, mute, unmute, snooze, remove]
