import { actions } from '../../shop/automation/actions.ts'
import { conditions } from '../../shop/automation/conditions.ts'
import { moments, type OrderRule, type RuleCard } from '../../shop/automation/rules.ts'
import type { Key } from '../../shop/i18n/index.ts'
import type { Settings } from '../../shop/settings/registry.ts'
import { carriersOf } from '../../shop/shipping/form.ts'
import { buttons, context, escapeText, header, type Message, type Modal, section } from '../blocks.ts'
import { personInput, selectInput, textInput } from '../inputs.ts'
import type { Reader } from '../reader.ts'
import { withOpen } from './with-open.ts'

/** What a rule says, as a line each for if and then. */
function sentences({ moment, conditions: ifs, actions: thens }: OrderRule, reader: Reader): string[] {
  const clause = (prefix: 'if' | 'then', name: string, kept: string) => {
    const value = prefix === 'then' && name === 'assign' ? `<@${kept}>` : valueWords(prefix, name, kept, reader)
    const what = reader.say(`rule.${prefix}.${name}` as Key, { currency: '' }).trim()
    return reader.say('rule.clause', { what, value })
  }
  const wanted = conditions.flatMap(({ name }) => (ifs[name] === undefined ? [] : [clause('if', name, ifs[name])]))
  const done = actions.flatMap(({ name }) => (thens[name] === undefined ? [] : [clause('then', name, thens[name])]))
  return [
    `*${reader.say(`rule.moment.${moment}`)}*  ${wanted.length > 0 ? reader.list(wanted) : reader.say('rule.any')}`,
    `→ ${reader.list(done)}`,
  ]
}

function valueWords(prefix: 'if' | 'then', name: string, kept: string, reader: Reader): string {
  const one =
    prefix === 'if'
      ? conditions.find((condition) => condition.name === name)?.choices
      : name === 'deliver_digital' && ['yes']
  return one ? reader.say(`rule.choice.${kept}` as Key) : escapeText(kept)
}

const nameOf = ({ id, name, active }: OrderRule, reader: Reader): string =>
  `${active ? '🟢' : '⚪'} *${escapeText(name)}*  \`${id}\`  ${reader.say(active ? 'rule.on' : 'rule.off')}`

/** All rules, in the sequence in which they are run. */
export function ruleList(rules: readonly OrderRule[], reader: Reader): Message {
  const title = reader.say('rule.title')
  const rows = rules.map((rule) =>
    withOpen([nameOf(rule, reader), ...sentences(rule, reader)].join('\n'), 'order.rule', String(rule.id), reader),
  )
  return {
    text: title,
    blocks: [
      header(title),
      ...(rows.length > 0 ? rows.slice(0, 45) : [section(reader.say('rule.none'))]),
      buttons({ label: reader.say('rule.new'), operation: 'order.rule_new', style: 'primary' }),
    ],
  }
}

/** Of the orders that a dry run found, so many are named. */
const MOST_NAMED = 8

/** A rule, what it would have applied to, and what can be done about it. */
export function ruleMessage({ rule, runs, looked, matched }: RuleCard, reader: Reader): Message {
  const argument = String(rule.id)
  const named = matched.slice(0, MOST_NAMED).map((number) => `\`${escapeText(number)}\``)
  const dry = reader.say('rule.dry_run', { matched: matched.length, looked, moment: rule.moment })
  return {
    text: escapeText(rule.name),
    blocks: [
      section([nameOf(rule, reader), ...sentences(rule, reader)].join('\n')),
      section(`🔎 ${dry}${named.length > 0 ? `  ${reader.list(named)}` : ''}`),
      context(reader.say('rule.runs', { count: runs }), reader.say('rule.sequence')),
      buttons(
        {
          label: reader.say(rule.active ? 'rule.switch_off' : 'rule.switch_on'),
          operation: 'order.rule_switch',
          argument,
          ...(!rule.active && { style: 'primary' as const }),
        },
        { label: reader.say('rule.edit'), operation: 'order.rule_edit', argument },
        { label: reader.say('rule.raise'), operation: 'order.rule_raise', argument },
        { label: reader.say('button.history'), operation: 'order.rule_history', argument },
        { label: reader.say('rule.all'), operation: 'order.rules' },
      ),
    ],
  }
}

/** The form of a rule: a field for each condition and action; what is left empty is none. */
export function ruleModal(rule: OrderRule | null, settings: Settings, reader: Reader): Modal {
  const currency = settings['shop.currency']
  const choice = (value: string) => ({ label: reader.say(`rule.choice.${value}` as Key), value })
  const words = (key: string) => ({
    label: reader.say(key as Key, { currency }),
    optional: true,
  })
  return {
    title: reader.say(rule ? 'rule.edit_title' : 'rule.new_title'),
    submit: reader.say('button.save'),
    close: reader.say('button.cancel'),
    operation: 'order.rule_save',
    argument: rule ? String(rule.id) : 'new',
    blocks: [
      textInput('name', { label: reader.say('rule.name'), value: rule?.name ?? '' }),
      selectInput('moment', {
        label: reader.say('rule.when'),
        choices: moments.map((moment) => ({ label: reader.say(`rule.moment.${moment}`), value: moment })),
        value: rule?.moment ?? 'paid',
      }),
      section(`*${reader.say('rule.if')}*\n${reader.say('rule.if_hint')}`),
      ...conditions.map(({ name, choices }) => {
        const options = words(`rule.if.${name}`)
        const value = rule?.conditions[name] ?? ''
        return choices
          ? selectInput(`if_${name}`, { ...options, choices: choices.map(choice), value })
          : textInput(`if_${name}`, { ...options, value })
      }),
      section(`*${reader.say('rule.then')}*\n${reader.say('rule.then_hint')}`),
      ...actions.map(({ name, control }) => {
        const options = words(`rule.then.${name}`)
        const value = rule?.actions[name] ?? ''
        if (control === 'person') return personInput(`then_${name}`, { ...options, ...(value && { value }) })
        // One that the setting names no more stays until it is changed.
        const names = [...new Set([...carriersOf(settings), ...(value ? [value] : [])])]
        if (control === 'carrier' && names.length > 0)
          return selectInput(`then_${name}`, {
            ...{ ...options, choices: names.map((label) => ({ label, value: label })), value },
          })
        return control === 'yes'
          ? selectInput(`then_${name}`, { ...options, choices: [choice('yes')], value })
          : textInput(`then_${name}`, { ...options, value })
      }),
    ],
  }
}
