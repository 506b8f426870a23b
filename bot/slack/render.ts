import { randomUUID } from 'node:crypto'
import type { Logger } from 'pino'
import { isUnreachable } from '../../db/unreachable.ts'
import { type Key, locales, t, type Values } from '../../shop/i18n/index.ts'
import { nearOf } from '../../shop/i18n/refusal-words.ts'
import type { Refusal } from '../../shop/result.ts'
import { isSettingKey } from '../../shop/settings/registry.ts'
import { clip, escapeText, type Message, noted, section, withButton } from '../blocks.ts'
import type { Handled } from '../dispatch.ts'
import type { Answer } from '../operation.ts'
import { permissionNames, type Reader, roleNames } from '../reader.ts'

/** Of what someone wrote, a refusal repeats no more characters. */
const MOST_QUOTED = 200

/** What refusals list, separated by commas. */
const LISTED = ['all', 'choices', 'currencies', 'names', 'nearest', 'refunds']

/** What a refusal tells, ready to be shown: a member by name, an instant in the reader's words, text of others escaped. */
function shownValues(values: Values, reader: Reader): Values {
  const shown = Object.entries(values).map(([name, value]) => {
    if (typeof value === 'bigint') return [name, reader.money(value, String(values.currency))]
    if (typeof value !== 'string') return [name, value]
    if (name === 'member' && value) return [name, `<@${value}>`]
    if (['grantors', 'role', 'roles'].includes(name)) return [name, roleNames(value.split(', '), reader)]
    if (name === 'permission' || name === 'permissions') return [name, permissionNames(value.split(', '), reader)]
    if (name === 'at' && value !== 'null') return [name, reader.when(Temporal.Instant.from(value))]
    if (name === 'key' || name === 'keys') return [name, escapeText(clip(settingNames(value, reader), MOST_QUOTED))]
    return [name, escapeText(clip(listed(name, value, reader), MOST_QUOTED))]
  })
  return { ...nearOf(values), ...Object.fromEntries(shown) }
}

/** Settings by name; what is none as it was written. */
const settingNames = (keys: string, reader: Reader): string =>
  reader.list(keys.split(', ').map((key) => (isSettingKey(key) ? reader.say(`setting.${key}`) : key)))

const listed = (name: string, value: string, reader: Reader): string =>
  LISTED.includes(name) ? reader.list(value.split(', ')) : value

/** The one place where a refusal becomes words, as mrkdwn. */
export const refusalText = (refusal: Refusal, reader: Reader): string =>
  reader.say(`refusal.${refusal.code}`, shownValues(refusal.values, reader))

/** The same for a field of a form, which takes no markup. */
export function refusalInField({ code, values }: Refusal, reader: Reader): string {
  const shown = Object.entries(values).map(([name, value]) => {
    if (typeof value === 'bigint') return [name, reader.money(value, String(values.currency))]
    if (name === 'at') return [name, value === 'null' ? '' : reader.date(Temporal.Instant.from(String(value)))]
    if (['grantors', 'role', 'roles'].includes(name)) return [name, roleNames(String(value).split(', '), reader)]
    if (name === 'permission' || name === 'permissions')
      return [name, permissionNames(String(value).split(', '), reader)]
    if (name === 'key' || name === 'keys') return [name, clip(settingNames(String(value), reader), MOST_QUOTED)]
    return [name, typeof value === 'string' ? clip(listed(name, value, reader), MOST_QUOTED) : value]
  })
  return reader.say(`refusal.${code}`, { ...nearOf(values), ...Object.fromEntries(shown) }).replaceAll('`', '')
}

/** Says above an answer that nothing has changed, where that is so. */
export const unchanged = (answer: Answer, is: boolean, reader: Reader): Answer =>
  is && 'show' in answer ? { ...answer, show: noted(`ℹ️ ${reader.say('answer.unchanged')}`, answer.show) } : answer

export const textMessage = (text: string): Message => ({ text, blocks: [section(text)] })

/** What the asker sees of an answer; what only looked things up can be looked up again. */
export function messageOf({ answer, reader, operation, argument }: Handled): Message {
  if ('code' in answer) return textMessage(refusalText(answer, reader))
  if ('problems' in answer) return textMessage(Object.values(answer.problems).join('\n'))
  if (!('show' in answer)) throw new Error(`${operation?.id} answers with a form where only a message fits`)
  if (!operation?.reads) return answer.show
  const refresh = { label: reader.say('button.refresh'), operation: operation.id, argument }
  return { text: answer.show.text, blocks: withButton(answer.show.blocks, refresh) }
}

/** For someone whose language is not known yet, or may be what cannot be read. */
const inEveryLanguage = (key: Key, values: Values = {}): string =>
  locales.map((locale) => t(locale, key, values)).join('\n')

/** The one place where a fault becomes words. */
export function faultText(error: unknown, logger: Logger, via: string): string {
  const reference = randomUUID().slice(0, 8)
  logger.error({ err: error, via, reference }, 'a request failed')
  return inEveryLanguage(isUnreachable(error) ? 'fault.records_unreachable' : 'fault.unexpected', { reference })
}

/** That an answer takes longer than Slack waits for, and follows. */
export const stillWorking = (): Message => textMessage(inEveryLanguage('wait.still_working'))
