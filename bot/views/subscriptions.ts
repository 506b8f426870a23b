import { type FilterLabels, readFilterLabels } from '../../analytics/reports/filter-labels.ts'
import { filterTexts } from '../../analytics/reports/words.ts'
import { scheduleWords } from '../../analytics/subscriptions/schedule.ts'
import type { Subscription } from '../../analytics/subscriptions/subscription.ts'
import type { Db } from '../../db/tables/index.ts'
import { hasKey, type Key } from '../../shop/i18n/index.ts'
import { channelOf, isMember } from '../../shop/messages.ts'
import type { Page } from '../../shop/pages.ts'
import type { Settings } from '../../shop/settings/registry.ts'
import {
  type Blocks,
  type Button,
  buttons,
  channelLabel,
  context,
  escapeText,
  header,
  type Message,
  section,
} from '../blocks.ts'
import { pageButtons } from '../paging.ts'
import type { Reader } from '../reader.ts'

/** A subscription as it is shown. */
export interface ShownSubscription extends Subscription {
  readonly filterLabels: FilterLabels
}

/** A subscription with the place that it goes to now, and what people call what it is cut down to. */
export const shownSubscription = async (
  db: Db,
  subscription: Subscription,
  settings: Settings,
): Promise<ShownSubscription> => ({
  ...subscription,
  channel: channelOf(subscription.channel, settings),
  filterLabels: await readFilterLabels(db, subscription.filters),
})

/** What a subscription consists of, in words. */
export const subscriptionWords = (subscription: Subscription, reader: Reader) => {
  const { report, schedule, zone, channel, id, owner } = subscription
  return {
    ...{ id, zone, owner: `<@${owner}>` },
    report: hasKey(`report.${report}`) ? reader.say(`report.${report}` as Key) : escapeText(report),
    schedule: scheduleWords(schedule, reader.locale),
    channel: isMember(channel) ? `<@${channel}>` : channelLabel(channel),
  }
}

/** What is not as usual about it. */
export function particulars(
  { filters, filterLabels, locale, period, skipEmpty }: ShownSubscription,
  reader: Reader,
): string {
  const words = [
    ...filterTexts(filters, reader.locale, filterLabels).map(escapeText),
    ...(period === null ? [] : [reader.say(`report.period.${period}`)]),
    ...(locale === null ? [] : [reader.say(`report.language.${locale}`)]),
    ...(skipEmpty ? [reader.say('report.skips_empty')] : []),
  ]
  return words.join(' · ')
}

/** A button that does something about a subscription. */
export const subscriptionButton = (
  does: 'run' | 'runs' | 'change' | 'pause' | 'resume',
  id: string,
  reader: Reader,
): Button => ({ label: reader.say(`report.${does}`), operation: `report.${does}`, argument: id })

const removeButton = (id: string, reader: Reader): Button => ({
  label: reader.say('report.remove'),
  operation: 'report.remove',
  argument: id,
  style: 'danger',
  confirm: {
    title: reader.say('report.remove'),
    text: reader.say('report.remove_confirm'),
    yes: reader.say('report.remove'),
    no: reader.say('button.cancel'),
  },
})

/** That a report was scheduled or is scheduled otherwise now, and when it comes next. */
export function scheduledMessage(
  subscription: ShownSubscription,
  next: Temporal.Instant | null,
  key: 'report.scheduled' | 'report.rescheduled',
  reader: Reader,
): Message {
  const words = { ...subscriptionWords(subscription, reader), next: next ? reader.when(next) : '–' }
  const text = [reader.say(key, words), particulars(subscription, reader)].filter(Boolean).join('\n')
  const { id } = subscription
  return {
    text,
    blocks: [section(text), buttons(subscriptionButton('run', id, reader), subscriptionButton('change', id, reader))],
  }
}

/** That a report is on its way. */
export const runningMessage = (subscription: Subscription, reader: Reader): Message => {
  const text = reader.say('report.running', subscriptionWords(subscription, reader))
  return { text, blocks: [section(text), buttons(subscriptionButton('runs', subscription.id, reader))] }
}

/** Scheduled reports, with what the reader may do about it. `ofAll`: they see those of the whole shop. */
export function subscriptionList(
  page: Page<{ subscription: ShownSubscription; next: Temporal.Instant | null }>,
  canChange: boolean,
  ofAll: boolean,
  reader: Reader,
): Message {
  const title = reader.say('report.schedules_title')
  const blocks: Blocks = page.rows.flatMap(({ subscription, next }) => {
    const { id, paused } = subscription
    const state = paused
      ? reader.say('report.paused')
      : next
        ? reader.say('report.next', { when: reader.when(next) })
        : ''
    const under = [state, particulars(subscription, reader)].filter(Boolean).join(' · ')
    const line = section(`${reader.say('report.subscription', subscriptionWords(subscription, reader))}\n_${under}_`)
    if (!canChange) return [line, buttons(subscriptionButton('runs', id, reader))]
    const row = ([paused ? 'resume' : 'pause', 'run', 'runs', 'change'] as const).map((does) =>
      subscriptionButton(does, id, reader),
    )
    return [line, buttons(...row, removeButton(id, reader))]
  })
  const shown =
    blocks.length > 0 ? blocks : [section(reader.say(canChange ? 'report.schedules_empty' : 'report.schedules_none'))]
  const hint =
    canChange && blocks.length > 0
      ? [context(reader.say(ofAll ? 'report.schedules_hint' : 'report.schedules_hint_own'))]
      : []
  return { text: title, blocks: [header(title), ...shown, ...pageButtons(page, 'report.list', '', reader), ...hint] }
}
