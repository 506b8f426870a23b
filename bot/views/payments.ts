import type { Key } from '../../shop/i18n/index.ts'
import type { Page } from '../../shop/pages.ts'
import type { Field } from '../../shop/payments/field.ts'
import { fields as methodFields } from '../../shop/payments/fields.ts'
import type { PaymentChange } from '../../shop/payments/history.ts'
import { nameOf } from '../../shop/payments/methods.ts'
import type { MethodRules, PaymentMethod } from '../../shop/payments/rules.ts'
import { type Button, buttons, escapeText, fields, header, type Message, section } from '../blocks.ts'
import { pageButtons } from '../paging.ts'
import { type Reader, roleNames } from '../reader.ts'
import { withOpen } from './with-open.ts'

/** A method's name in the reader's language, safe for mrkdwn. */
export const methodLabel = (method: PaymentMethod, reader: Reader): string => escapeText(nameOf(method, reader.locale))

const state = ({ enabled }: PaymentMethod, reader: Reader): string =>
  enabled ? `🟢 ${reader.say('payments.is_on')}` : `⚪ ${reader.say('payments.is_off')}`

const isRoles = (name: string) => name.endsWith('Roles')

/** A rule as a reader sees it: amounts as money, roles by name, words for what is left open. */
function ruleText(
  { name, write }: Field,
  rules: MethodRules,
  methods: readonly PaymentMethod[],
  reader: Reader,
): string {
  const written = write(rules[name])
  if (written === '') return `_${reader.say(`payment.empty.${name}` as Key)}_`
  if (isRoles(name)) return escapeText(roleNames(written.split(', '), reader))
  if (name === 'amounts')
    return Object.entries(rules.amounts)
      .map(([code, bounds]) => boundsText(code, bounds, reader))
      .join('\n')
  if (name === 'feeFixed')
    return reader.list(Object.entries(rules.feeFixed).map(([code, fee]) => reader.money(fee, code)))
  if (name === 'feePercent') return `${written}%`
  if (name === 'feePayer') return reader.say(`payment.payer.${rules.feePayer}`)
  if (name !== 'afterSales') return escapeText(written)
  const other = methods.find(({ code }) => code === rules.afterSales)
  return other ? methodLabel(other, reader) : reader.say('payment.same_method')
}

function boundsText(currency: string, { least, most }: MethodRules['amounts'][string], reader: Reader): string {
  const text = (amount: bigint | null) => (amount === null ? '…' : reader.money(amount, currency))
  return `${currency} ${text(least)} – ${text(most)}`
}

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

/** What differs, as it was written: `Currencies: CNY → CNY, USD`. */
function differences({ before, after }: PaymentChange, reader: Reader): string {
  const quoted = (text: string | undefined) => `“${escapeText((text ?? '').replaceAll('\n', '; '))}”`
  return Object.keys(after)
    .map(
      (name) =>
        `${reader.say(`payment.field.${name}` as Key)}: ${name in before ? `${quoted(before[name])} → ` : ''}*${quoted(after[name])}*`,
    )
    .join('; ')
}

/** Who changed what, newest first. */
export function paymentHistoryList(text: string, page: Page<PaymentChange>, reader: Reader): Message {
  const title = reader.say('payments.history_title', { about: text || reader.say('payments.all_methods') })
  const lines = page.rows.map((change) => {
    const what = reader.say(`payments.did.${change.action.replace('.', '_')}` as Key, { about: change.about })
    const who = change.member ? `<@${change.member}>` : 'Backroom'
    const reason = change.reason ? `“${escapeText(change.reason)}”` : ''
    return `• ${[reader.when(change.at), who, what, differences(change, reader), reason].filter(Boolean).join('  ·  ')}`
  })
  return {
    text: title,
    blocks: [
      header(title),
      section(lines.join('\n') || reader.say('payments.history_empty')),
      ...pageButtons(page, 'payments.history', text, reader),
    ],
  }
}
