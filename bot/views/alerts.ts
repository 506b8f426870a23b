import type { Episode } from '../../analytics/alerts/episodes.ts'
import type { AlertRule } from '../../analytics/alerts/rules.ts'
import {
  boundWords,
  comparedWords,
  titleOf,
  unsaidWords,
  valueWords,
  watchWords,
} from '../../analytics/alerts/words.ts'
import { channelOf, isMember } from '../../shop/messages.ts'
import type { Page } from '../../shop/pages.ts'
import type { Settings } from '../../shop/settings/registry.ts'
import { buttons, channelLabel, context, escapeText, header, type Message, section } from '../blocks.ts'
import { pageButtons } from '../paging.ts'
import type { Reader } from '../reader.ts'
import { nameOf, quietButtons, reportButton, speechOf, whenText } from './alert-notices.ts'
import { withOpen } from './with-open.ts'

/** A rule with its episode that goes on, if one does. */
export interface RuleState {
  readonly rule: AlertRule
  readonly open: Episode | null
}

function stateText({ rule, open }: RuleState, settings: Settings, reader: Reader): string {
  const { muted, snoozedUntil, last } = rule
  if (muted)
    return `🔕 ${reader.say('alert.state.muted', { by: muted.by ? `<@${muted.by}>` : '', at: reader.when(muted.at) })}`
  const since = open && whenText(open.watch, open.beganAt, settings['shop.timezone'], reader)
  const state = since
    ? `🔔 ${reader.say('alert.state.firing', { since })}`
    : `🟢 ${reader.say(last ? 'alert.state.quiet' : 'alert.state.unread')}`
  return snoozedUntil ? `${state} · ${reader.say('alert.state.snoozed', { until: reader.when(snoozedUntil) })}` : state
}

/** What was found last, beside what is usual; or why nothing can be said. */
function lastText({ last, ...rule }: AlertRule, settings: Settings, reader: Reader): string[] {
  if (!last) return []
  const { reading, slot } = last
  const speech = speechOf(settings, reader)
  const found = [valueWords(rule, reading.value, speech), ...comparedWords(rule, reading, speech)]
  if (reading.fires === null) found.push(unsaidWords(rule, reader.locale))
  const when = whenText(rule, slot, settings['shop.timezone'], reader)
  return [reader.say('alert.last', { when, reading: found.join(' · ') })]
}

const linesOf = (state: RuleState, settings: Settings, reader: Reader): string[] => [
  `*${state.rule.id}*  *${nameOf(state.rule, reader)}*`,
  boundWords(state.rule, speechOf(settings, reader)),
  stateText(state, settings, reader),
]

function placeText(address: string, settings: Settings): string {
  const place = channelOf(address, settings)
  return isMember(place) ? `<@${place}>` : channelLabel(place)
}

const newButton = (reader: Reader) => ({ label: reader.say('alert.new'), operation: 'alert.new' })

/** The rules within reach: all, or those that a merchant's own people have made. */
export function alertList(
  page: Page<RuleState>,
  canChange: boolean,
  merchant: string | null,
  settings: Settings,
  reader: Reader,
): Message {
  const title = reader.say('alert.list_title')
  const rows = page.rows.map((state) =>
    withOpen(linesOf(state, settings, reader).join('\n'), 'alert.show', state.rule.id, reader),
  )
  const channel = channelLabel(settings['channel.alerts'])
  return {
    text: title,
    blocks: [
      header(title),
      ...(rows.length > 0 ? rows : [section(reader.say('alert.list_empty'))]),
      context(merchant === null ? reader.say('alert.list_hint', { channel }) : reader.say('alert.list_hint_own')),
      ...pageButtons(page, 'alert.list', '', reader),
      ...(canChange ? [buttons(newButton(reader))] : []),
    ],
  }
}

/** One rule: what it watches, what it found last, and what can be done about it. `address`: where its messages go. */
export function alertMessage(
  state: RuleState & { readonly address: string },
  canChange: boolean,
  settings: Settings,
  reader: Reader,
): Message {
  const { rule, address } = state
  const { id } = rule
  const title = titleOf(rule, reader.locale)
  const confirm = {
    ...{ title: reader.say('alert.remove'), text: reader.say('alert.remove_confirm') },
    ...{ yes: reader.say('alert.remove'), no: reader.say('button.cancel') },
  }
  const looks = [
    ...(rule.figure.hasPast ? [{ label: reader.say('alert.test'), operation: 'alert.test', argument: id }] : []),
    { label: reader.say('alert.history_title'), operation: 'alert.history', argument: id },
    { label: reader.say('alert.all'), operation: 'alert.list' },
  ]
  const quiet = rule.muted
    ? [{ label: reader.say('alert.unmute'), operation: 'alert.unmute', argument: id }]
    : quietButtons(id, rule.snoozedUntil !== null, reader)
  const changes = [
    { label: reader.say('alert.edit'), operation: 'alert.edit', argument: id },
    ...quiet,
    { label: reader.say('alert.remove'), operation: 'alert.remove', argument: id, style: 'danger' as const, confirm },
  ]
  const where = reader.say('alert.where', { channel: placeText(address, settings), hours: rule.rearmHours })
  const report = rule.last ? [reportButton(rule, rule.last.slot, settings['shop.timezone'], reader)] : []
  return {
    text: escapeText(title),
    blocks: [
      section(linesOf(state, settings, reader).join('\n')),
      section([watchWords(rule, reader.locale), ...lastText(rule, settings, reader)].join('\n')),
      context(where),
      ...(canChange ? [buttons(...changes)] : []),
      buttons(...report, ...looks),
    ],
  }
}
