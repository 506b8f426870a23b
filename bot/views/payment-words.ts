import type { Key } from '../../shop/i18n/index.ts'
import type { Field } from '../../shop/payments/field.ts'
import { fields } from '../../shop/payments/fields.ts'
import { nameOf } from '../../shop/payments/methods.ts'
import { type MethodRules, type PaymentMethod, rulesSchema } from '../../shop/payments/rules.ts'
import { escapeText } from '../blocks.ts'
import { type Reader, roleNames } from '../reader.ts'

/** A method's name in the reader's language, safe for mrkdwn. */
export const methodLabel = (method: PaymentMethod, reader: Reader): string => escapeText(nameOf(method, reader.locale))

const isRoles = (name: string) => name.endsWith('Roles')

/** A rule as a reader sees it: amounts as money, roles by name, words for what is left open. */
export function ruleText(
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

const noRules = rulesSchema.parse({})

/** One thing of a method as the audit keeps it, for a reader: a rule as the card shows it, a name or a rate as it was written. */
function keptText(name: string, text: string, methods: readonly PaymentMethod[], reader: Reader): string {
  if (name === 'rate' && text === 'auto') return reader.say('rates.of_source')
  const rule = fields.find((one) => one.name === name)
  const read = rule?.read(text, { code: '', methods, draft: noRules })
  // A role or a currency of back then may be none any more.
  if (!rule || !read?.ok) return escapeText(text)
  return ruleText(rule, { ...noRules, [name]: read.value }, methods, reader).replaceAll('\n', ', ')
}

/** What differs before and after, in words: `Currencies: every currency → CNY, USD`. */
export function paymentDifferences(
  { before, after }: { before: Readonly<Record<string, string>>; after: Readonly<Record<string, string>> },
  methods: readonly PaymentMethod[],
  reader: Reader,
): string {
  const shown = (name: string, text = '') => keptText(name, text, methods, reader)
  return Object.keys(after)
    .map((name) => {
      const was = name in before ? `${shown(name, before[name])} → ` : ''
      return `${reader.say(`payment.field.${name}` as Key)}: ${was}${shown(name, after[name])}`
    })
    .join('; ')
}
