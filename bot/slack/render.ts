import { randomUUID } from 'node:crypto'
import type { Logger } from 'pino'
import { isUnreachable } from '../../db/unreachable.ts'
import { type Key, locales, t, type Values } from '../../shop/i18n/index.ts'
import { type Speaker, wordsOf } from '../../shop/i18n/refusal-words.ts'
import type { Refusal, RefusalValues } from '../../shop/result.ts'
import { isSettingKey } from '../../shop/settings/registry.ts'
import { clip, escapeText, type Message, noted, section, withButton } from '../blocks.ts'
import type { Handled } from '../dispatch.ts'
import type { Answer } from '../operation.ts'
import { permissionNames, plainRoleName, type Reader } from '../reader.ts'
import { nameOf, plainNameOf } from '../views/goods.ts'

/** Of what someone wrote, a refusal repeats no more characters. */
const MOST_QUOTED = 200

/** What refusals call by a code that people have a word for. */
const named: Record<string, (codes: readonly string[], reader: Reader) => string> = {
  ...{ grantors: plainRoles, role: plainRoles, roles: plainRoles },
  ...{ permission: permissionNames, permissions: permissionNames },
  ...{ key: settingNames, keys: settingNames },
}

function plainRoles(roles: readonly string[], reader: Reader): string {
  return reader.list(roles.map((role) => plainRoleName(role, reader)))
}

/** Settings by name; what is none as it was written. */
function settingNames(keys: readonly string[], reader: Reader): string {
  return reader.list(keys.map((key) => (isSettingKey(key) ? reader.say(`setting.${key}`) : key)))
}

/** Texts as a list, what has a name by it. */
const listed = (texts: readonly string[], name: string, reader: Reader): string =>
  clip(named[name]?.(texts, reader) ?? reader.list(texts), MOST_QUOTED)

/** For a message, as mrkdwn: a member by name, an instant on each viewer's clock, text of others escaped. */
const inMessage = (reader: Reader): Speaker => ({
  money: reader.money,
  at: reader.when,
  named: (thing) => `${nameOf(thing, reader)} \`${thing.code}\``,
  text: (text, name) => (name === 'member' && text ? `<@${text}>` : inMessage(reader).list([text], name)),
  list: (texts, name) => escapeText(listed(texts, name, reader)),
})

/** For a field of a form, which takes no markup. */
const inField = (reader: Reader): Speaker => ({
  money: reader.money,
  at: reader.date,
  named: (thing) => `${plainNameOf(thing, reader)} ${thing.code}`,
  text: (text, name) => inField(reader).list([text], name),
  list: (texts, name) => listed(texts, name, reader),
})

/** What the words of a refusal need, as mrkdwn. */
export const shownValues = (values: RefusalValues, reader: Reader): Values => wordsOf(values, inMessage(reader))

/** The one place where a refusal becomes words, as mrkdwn. */
export const refusalText = (refusal: Refusal, reader: Reader): string =>
  reader.say(`refusal.${refusal.code}`, shownValues(refusal.values, reader))

/** The same for a field of a form. */
export const refusalInField = ({ code, values }: Refusal, reader: Reader): string =>
  reader.say(`refusal.${code}`, wordsOf(values, inField(reader))).replaceAll('`', '')

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
