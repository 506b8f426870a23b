import type { Audited } from '../../shop/audit.ts'
import type { OrderRule } from '../../shop/automation/rules.ts'
import { hasKey, type Key } from '../../shop/i18n/index.ts'
import type { Page } from '../../shop/pages.ts'
import { escapeText, header, lineSections, type Message } from '../blocks.ts'
import { pageButtons } from '../paging.ts'
import type { Reader } from '../reader.ts'

/** What a part of a rule is called: a field of its form, or its name and moment. */
function partName(path: string, reader: Reader): string {
  const key = path.replace(/^conditions\./, 'rule.if.').replace(/^actions\./, 'rule.then.')
  if (hasKey(key)) return reader.say(key as Key, { currency: '' }).trim()
  return reader.say(path === 'moment' ? 'rule.when' : 'rule.name')
}

/** The parts of a rule as it was kept, each by its path. */
function parts(kept: unknown): Map<string, string> {
  const { name, moment, conditions = {}, actions = {} } = (kept ?? {}) as Record<string, unknown>
  const within = (prefix: string, of: unknown) =>
    Object.entries(of as Record<string, string>).map(([key, value]) => [`${prefix}.${key}`, value] as const)
  const own = Object.entries({ name, moment }).flatMap(([key, value]) => (value ? [[key, String(value)] as const] : []))
  return new Map([...own, ...within('conditions', conditions), ...within('actions', actions)])
}

function changes({ before, after }: Audited, reader: Reader): string {
  const [was, is] = [parts(before), parts(after)]
  return [...new Set([...was.keys(), ...is.keys()])]
    .filter((path) => was.get(path) !== is.get(path))
    .map((path) => {
      const [from, to] = [was.get(path) ?? '–', is.get(path) ?? '–'].map((value) => escapeText(value.slice(0, 120)))
      return `${partName(path, reader)}: ${from} → ${to}`
    })
    .join('; ')
}

/** What people did to a rule, newest first. */
export function ruleHistoryMessage(rule: OrderRule, page: Page<Audited>, reader: Reader): Message {
  const title = reader.say('rule.history_title', { name: rule.name })
  const lines = page.rows.map((entry) => {
    const what = reader.say(`rule.history.${entry.action.slice('rule.'.length)}` as Key)
    const who = entry.member_id ? `<@${entry.member_id}>` : ''
    return [`${reader.when(entry.at)}  *${what}*  ${who}`, changes(entry, reader)].filter(Boolean).join('\n')
  })
  return {
    text: title,
    blocks: [
      header(title),
      ...lineSections(lines),
      ...pageButtons(page, 'order.rule_history', String(rule.id), reader),
    ],
  }
}
