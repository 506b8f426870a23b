import type { Episode } from '../../analytics/alerts/episodes.ts'
import { type AlertRule, addressOf } from '../../analytics/alerts/rules.ts'
import type { Tested } from '../../analytics/alerts/tested.ts'
import {
  boundWords,
  comparedWords,
  titleOf,
  unsaidWords,
  valueWords,
  watchWords,
} from '../../analytics/alerts/words.ts'
import { channelOf } from '../../shop/messages.ts'
import type { Page } from '../../shop/pages.ts'
import type { Settings } from '../../shop/settings/registry.ts'
import { buttons, channelLabel, context, escapeText, header, lineSections, type Message, section } from '../blocks.ts'
import { pageButtons } from '../paging.ts'
import type { Reader } from '../reader.ts'
import { isMember } from '../slack/channels.ts'
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

function placeText(rule: AlertRule, settings: Settings): string {
  const place = channelOf(addressOf(rule), settings)
  return isMember(place) ? `<@${place}>` : channelLabel(place)
}

const newButton = (reader: Reader) => ({ label: reader.say('alert.new'), operation: 'alert.new' })

/** Every rule within reach. */
export function alertList(
  states: readonly RuleState[],
  canChange: boolean,
  settings: Settings,
  reader: Reader,
): Message {
  const title = reader.say('alert.list_title')
  const rows = states
    .slice(0, 40)
    .map((state) => withOpen(linesOf(state, settings, reader).join('\n'), 'alert.show', state.rule.id, reader))
  const channel = channelLabel(settings['channel.alerts'])
  return {
    text: title,
    blocks: [
      header(title),
      ...(rows.length > 0 ? rows : [section(reader.say('alert.list_empty'))]),
      context(reader.say('alert.list_hint', { channel })),
      ...(canChange ? [buttons(newButton(reader))] : []),
    ],
  }
}

/** One rule: what it watches, what it found last, and what can be done about it. */
export function alertMessage(state: RuleState, canChange: boolean, settings: Settings, reader: Reader): Message {
  const { rule } = state
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
    : quietButtons(id, reader)
  const changes = [
    { label: reader.say('alert.edit'), operation: 'alert.edit', argument: id },
    ...quiet,
    { label: reader.say('alert.remove'), operation: 'alert.remove', argument: id, style: 'danger' as const, confirm },
  ]
  const where = reader.say('alert.where', { channel: placeText(rule, settings), hours: rule.rearmHours })
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

/** What has fired, newest first. `of`: the number of the one rule that it is of, or nothing. */
export function episodeList(page: Page<Episode>, of: string, settings: Settings, reader: Reader): Message {
  const title = reader.say('alert.history_title')
  const speech = speechOf(settings, reader)
  const lines = page.rows.map(({ watch, reading, beganAt, end }) => {
    const when = whenText(watch, beganAt, settings['shop.timezone'], reader)
    const facts = [valueWords(watch, reading.value, speech), ...comparedWords(watch, reading, speech)].join(' · ')
    const over = end
      ? reader.say(`alert.ended.${end.ending}`, { at: reader.when(end.at) })
      : reader.say('alert.goes_on')
    return `${end ? '✅' : '🔔'} *${nameOf(watch, reader)}*  ${when}\n${facts}\n_${over}_`
  })
  return {
    text: title,
    blocks: [
      header(title),
      ...(lines.length > 0 ? lineSections(lines) : [section(reader.say('alert.history_empty'))]),
      ...pageButtons(page, 'alert.history', of, reader),
    ],
  }
}

/** Of a back-test, a message has room for so many episodes. */
const MOST_TESTED = 30

/** When a rule would have fired, the latest last. */
export function testedMessage({ heading, lines, silent }: Tested, id: string, reader: Reader): Message {
  const more = lines.length - MOST_TESTED
  const shown = lines.slice(-MOST_TESTED).map((line) => `• ${escapeText(line)}`)
  return {
    text: escapeText(heading),
    blocks: [
      section(escapeText(heading)),
      ...(more > 0 ? [context(reader.say('alert.tested_more', { more }))] : []),
      ...lineSections(shown),
      ...(silent ? [context(silent)] : []),
      buttons({ label: reader.say('button.open'), operation: 'alert.show', argument: id }),
    ],
  }
}
