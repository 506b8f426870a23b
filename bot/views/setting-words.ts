import type { ChangeAsked } from '../../shop/changes/ask.ts'
import type { Effect } from '../../shop/settings/effects.ts'
import { settingWords } from '../../shop/settings/list.ts'
import { settingOf } from '../../shop/settings/parse.ts'
import { isSettingKey, type SettingKey, type Settings } from '../../shop/settings/registry.ts'
import { channelLabel, clip, escapeText } from '../blocks.ts'
import type { Reader } from '../reader.ts'

/** Of a long value a line shows no more characters. */
const MOST_SHOWN = 120

/** A value as its reader has it, safe for mrkdwn; null is the default. */
export function valueText(key: SettingKey, value: unknown, settings: Settings, reader: Reader): string {
  const shown = value ?? settingOf(key).initial
  return settingOf(key).control === 'channel'
    ? channelLabel(String(shown))
    : escapeText(clip(settingWords(key, shown, settings, reader.locale), MOST_SHOWN))
}

/** Old → new. */
export const changeText = (
  { key, before, after }: { key: SettingKey; before: unknown; after: unknown },
  settings: Settings,
  reader: Reader,
): string =>
  reader.say('settings.diff_line', {
    name: reader.say(`setting.${key}`),
    before: valueText(key, before, settings, reader),
    after: valueText(key, after, settings, reader),
  })

/** What follows from a change. */
export const effectText = ({ code, values }: Effect, reader: Reader): string =>
  reader.say(`setting.effect.${code}`, values)

/** What a change of settings that waits for approval is about. */
export function settingChangeAsked(
  { what, about, before, after }: ChangeAsked,
  settings: Settings,
  reader: Reader,
): string {
  if (what === 'import') {
    const changes = Object.keys(after)
      .filter(isSettingKey)
      .map((key) => `• ${changeText({ key, before: before[key], after: after[key] }, settings, reader)}`)
    return [reader.say('change.import', { count: changes.length }), ...changes].join('\n')
  }
  const [key = ''] = about.split(' ')
  if (!isSettingKey(key)) return escapeText(about)
  const change = changeText({ key, before: before.value, after: after.value }, settings, reader)
  if (what !== 'schedule') return change
  return reader.say('change.schedule', { change, when: whenText(String(after.at), after.until, reader) })
}

/** From when, and until when where it ends. */
export function whenText(at: string, until: unknown, reader: Reader): string {
  const from = reader.when(Temporal.Instant.from(at))
  if (typeof until !== 'string') return reader.say('settings.from', { from })
  return reader.say('settings.from_until', { from, until: reader.when(Temporal.Instant.from(until)) })
}
