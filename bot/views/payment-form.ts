import type { KnownBlock } from '@slack/types'
import { roles } from '../../shop/access/roles.ts'
import { type Field, type FormName, itemsOf } from '../../shop/payments/field.ts'
import { fieldsOf } from '../../shop/payments/fields.ts'
import type { LockOut } from '../../shop/payments/lock-outs.ts'
import { nameOf } from '../../shop/payments/methods.ts'
import { type PaymentMethod, STOREFRONT } from '../../shop/payments/rules.ts'
import { context, type Modal, section } from '../blocks.ts'
import { multiSelectInput, selectInput, textInput } from '../inputs.ts'
import { type Reader, roleNames } from '../reader.ts'
import { methodLabel } from './payment-words.ts'

/** The input of one rule, with what is in force. */
function ruleInput(
  field: Field,
  method: PaymentMethod,
  methods: readonly PaymentMethod[],
  value: string,
  reader: Reader,
): KnownBlock {
  const { name, control } = field
  const options = { label: reader.say(`payment.field.${name}`), hint: reader.say(`payment.field.${name}.hint`) }
  switch (control) {
    case 'roles': {
      const all = [...roles.filter((role) => role !== 'visitor'), ...(name === 'takeRoles' ? [STOREFRONT] : [])]
      const choices = all.map((role) => ({ label: roleNames([role], reader), value: role }))
      return multiSelectInput(name, { ...options, optional: true, choices, values: itemsOf(value) })
    }
    case 'payer': {
      const choices = (['shop', 'customer'] as const).map((payer) => ({
        label: reader.say(`payment.payer.${payer}`),
        value: payer,
      }))
      return selectInput(name, { ...options, choices, value })
    }
    case 'method': {
      const others = methods.filter(({ code }) => code !== method.code)
      const choices = others.map((other) => ({ label: nameOf(other, reader.locale), value: other.code }))
      return selectInput(name, {
        ...options,
        choices: [{ label: reader.say('payment.same_method'), value: 'same' }, ...choices],
        value,
      })
    }
    default:
      return textInput(name, { ...options, optional: true, value, long: control === 'lines' })
  }
}

const reasonInput = (reader: Reader, value?: string): KnownBlock =>
  textInput('reason', {
    value,
    label: reader.say('field.reason'),
    hint: reader.say('settings.reason_hint'),
    optional: true,
    long: true,
  })

/** What was written in a form, and whom it would keep out. */
interface ThoughtOver {
  readonly texts: Readonly<Record<string, string>>
  readonly warnings: readonly LockOut[]
}

/**
 * One of the forms of a method's rules; with warnings, what to think over before it is saved all the same. The argument says
 * from which version it was drawn, and which warnings it shows.
 */
export const rulesModal = (
  method: PaymentMethod,
  methods: readonly PaymentMethod[],
  form: FormName,
  reader: Reader,
  over: ThoughtOver | null = null,
): Modal => ({
  title: reader.say(`payments.${form}_title`),
  submit: reader.say(over ? 'promo.save_anyway' : 'button.save'),
  close: reader.say('button.cancel'),
  operation: 'payments.edit_save',
  argument: `${method.code} ${form} ${method.version} ${over?.warnings.join() ?? ''}`.trim(),
  blocks: [
    ...(over?.warnings ?? []).map((code) => section(`⚠️ ${reader.say(`payment.warning.${code}`)}`)),
    ...(over ? [context(reader.say('promo.warned'))] : []),
    section(`*${methodLabel(method, reader)}*  \`${method.code}\``),
    ...fieldsOf(form).map((field) => {
      const value = over ? (over.texts[field.name] ?? '') : field.write(method.rules[field.name])
      return ruleInput(field, method, methods, value, reader)
    }),
    reasonInput(reader, over?.texts.reason),
  ],
})

const nameInputs = (names: PaymentMethod['names'], reader: Reader): KnownBlock[] => [
  textInput('name', { label: reader.say('payment.field.name'), value: names?.en }),
  textInput('nameZh', { label: reader.say('payment.field.nameZh'), value: names?.zh }),
]

/** The names of a method of the shop's own. */
export const namesModal = (method: PaymentMethod, reader: Reader): Modal => ({
  title: reader.say('payments.name_title'),
  submit: reader.say('button.save'),
  close: reader.say('button.cancel'),
  operation: 'payments.name_save',
  argument: method.code,
  blocks: [...nameInputs(method.names, reader), reasonInput(reader)],
})

/** Adds a method of the shop's own; `code` as far as it was written already. */
export const addModal = (code: string, reader: Reader): Modal => ({
  title: reader.say('payments.add_title'),
  submit: reader.say('button.save'),
  close: reader.say('button.cancel'),
  operation: 'payments.add_save',
  blocks: [
    section(reader.say('payments.add_about')),
    textInput('code', {
      label: reader.say('payments.code'),
      hint: reader.say('payments.code_hint'),
      placeholder: 'pay_later',
      value: code,
    }),
    ...nameInputs(null, reader),
    reasonInput(reader),
  ],
})
