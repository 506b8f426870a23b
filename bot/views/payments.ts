import type { Key } from '../../shop/i18n/index.ts'
import type { Page } from '../../shop/pages.ts'
import { fields as methodFields } from '../../shop/payments/fields.ts'
import { nameOf } from '../../shop/payments/methods.ts'
import type { MethodRules, PaymentMethod } from '../../shop/payments/rules.ts'
import { type Button, buttons, fields, header, type Message, section } from '../blocks.ts'
import { pageButtons } from '../paging.ts'
import type { Reader } from '../reader.ts'
import { methodLabel, ruleText } from './payment-words.ts'
import { withOpen } from './with-open.ts'

const state = ({ enabled }: PaymentMethod, reader: Reader): string =>
  enabled ? `🟢 ${reader.say('payments.is_on')}` : `⚪ ${reader.say('payments.is_off')}`

/** What of a method departs from "everything is allowed", in one line. */
function summary(method: PaymentMethod, methods: readonly PaymentMethod[], reader: Reader): string {
  const told = methodFields.filter(({ name, form }) => form === 'limits' && isSet(name, method.rules))
  const parts = told.map(
    (one) =>
      `${reader.say(`payment.field.${one.name}`)}: ${ruleText(one, method.rules, methods, reader).replaceAll('\n', ', ')}`,
  )
  return parts.join('  ·  ') || reader.say('payments.no_limits')
}

const isSet = (name: keyof MethodRules, rules: MethodRules): boolean => {
  const value = rules[name]
  return value !== null && value !== '' && (typeof value !== 'object' || Object.keys(value).length > 0)
}

/** A page of methods; `warnings` stand above them. */
export function methodList(
  page: Page<PaymentMethod>,
  methods: readonly PaymentMethod[],
  warnings: readonly string[],
  mayChange: boolean,
  reader: Reader,
): Message {
  const title = reader.say('payments.title')
  const off = methods.some(({ enabled }) => enabled) ? [] : [`⚠️ ${reader.say('payments.all_off')}`]
  const above = [...off, ...warnings]
  const rows = page.rows.map((method) => {
    const about = `*${methodLabel(method, reader)}*  \`${method.code}\`  ${state(method, reader)}`
    return withOpen(`${about}\n${summary(method, methods, reader)}`, 'payments.show', method.code, reader)
  })
  const row: Button[] = [
    ...(mayChange ? [{ label: reader.say('payments.add'), operation: 'payments.add' }] : []),
    { label: reader.say('rates.open'), operation: 'payments.rates' },
    { label: reader.say('button.history'), operation: 'payments.history' },
  ]
  return {
    text: title,
    blocks: [
      header(title),
      ...(above.length > 0 ? [section(above.join('\n'))] : []),
      ...rows,
      ...pageButtons(page, 'payments.list', '', reader),
      buttons(...row),
    ],
  }
}

/** One method with all its rules, and what the reader may do about it. */
export function methodCard(
  method: PaymentMethod,
  methods: readonly PaymentMethod[],
  mayChange: boolean,
  reader: Reader,
): Message {
  const { code, enabled, names, rules } = method
  const name = methodLabel(method, reader)
  const edit = (label: Key, form: string): Button => ({
    label: reader.say(label),
    operation: 'payments.edit',
    argument: `${code} ${form}`,
  })
  const turn: Button = enabled
    ? {
        ...{ label: reader.say('payments.turn_off'), operation: 'payments.off', argument: code, style: 'danger' },
        confirm: {
          title: reader.say('payments.turn_off'),
          text: reader.say('payments.off_confirm', { name: nameOf(method, reader.locale) }),
          yes: reader.say('payments.turn_off'),
          no: reader.say('button.cancel'),
        },
      }
    : { label: reader.say('payments.turn_on'), operation: 'payments.on', argument: code, style: 'primary' }
  const changes = [
    ...[turn, edit('payments.edit_limits', 'limits'), edit('payments.edit_terms', 'terms')],
    ...(names ? [edit('payments.edit_name', 'name')] : []),
  ]
  return {
    text: `${name}: ${reader.say(enabled ? 'payments.is_on' : 'payments.is_off')}`,
    blocks: [
      section(`*${name}*  \`${code}\`\n${state(method, reader)}`),
      ...fields(
        methodFields.map((one) => [reader.say(`payment.field.${one.name}`), ruleText(one, rules, methods, reader)]),
      ),
      buttons(
        ...(mayChange ? changes : []),
        { label: reader.say('button.history'), operation: 'payments.history', argument: code },
        { label: reader.say('payments.all'), operation: 'payments.list' },
      ),
    ],
  }
}
