import type { KnownBlock } from '@slack/types'
import type { Key } from '../../shop/i18n/index.ts'
import { type CouponKind, couponKinds } from '../../shop/promotions/coupons/make.ts'
import type { Field, Where } from '../../shop/promotions/fields.ts'
import { formFields } from '../../shop/promotions/form.ts'
import type { SimulationTexts } from '../../shop/promotions/simulate.ts'
import type { PromotionType } from '../../shop/promotions/type.ts'
import type { Warning } from '../../shop/promotions/warnings.ts'
import { context, type Modal, section } from '../blocks.ts'
import { selectInput, textInput, yesNoInput } from '../inputs.ts'
import type { Reader } from '../reader.ts'
import { shownValues } from '../slack/render.ts'

/** The input of one field, drawn from how the field is defined. */
function fieldInput(name: string, field: Field, value: string, where: Where, reader: Reader): KnownBlock {
  const { control, optional, choices = [] } = field
  const hint = reader.say(`promotion.hint.${control}`, { currency: where.currency })
  const options = { label: reader.say(`promotion.field.${name}` as Key), optional }
  if (control === 'yes_no')
    return yesNoInput(name, {
      ...options,
      yes: reader.say('promo.yes'),
      no: reader.say('promo.no'),
      value: value === 'yes',
    })
  if (control === 'choice')
    return selectInput(name, {
      ...options,
      hint,
      value,
      choices: choices.map((choice) => ({ label: reader.say(`promotion.choice.${choice}` as Key), value: choice })),
    })
  return textInput(name, { ...options, hint, value, long: control === 'list' })
}

export const warningText = ({ code, values }: Warning, reader: Reader): string =>
  reader.say(`promotion.warning.${code}`, shownValues(values, reader))

export interface PromotionForm {
  type: PromotionType
  /** Of the one that is edited; null for a new one. */
  code: string | null
  texts: Readonly<Record<string, string>>
  where: Where
  warnings: readonly Warning[]
  /** Comes back with the submission. */
  argument: string
}

/** The form of a promotion of any type; with warnings, what to think over before it is saved all the same. */
export function promotionModal(form: PromotionForm, reader: Reader): Modal {
  const { type, code, texts, where, warnings, argument } = form
  const warned = warnings.length > 0
  const named = reader.say(`promotion.type.${type.code}` as Key)
  const identity = code
    ? [section(`\`${code}\`  ·  ${named}`)]
    : [
        section(`*${named}*\n${reader.say(`promotion.type.${type.code}.about` as Key)}`),
        textInput('code', { label: reader.say('promo.code'), hint: reader.say('promo.code_hint'), value: texts.code }),
      ]
  const publish = yesNoInput('publish', {
    label: reader.say('promo.publish'),
    hint: reader.say('promo.publish_hint'),
    yes: reader.say('promo.yes'),
    no: reader.say('promo.no'),
    value: texts.publish !== 'no',
  })
  return {
    title: reader.say(code ? 'promo.form_edit' : 'promo.form_new'),
    submit: reader.say(warned ? 'promo.save_anyway' : 'button.save'),
    close: reader.say('button.cancel'),
    operation: 'promo.save',
    argument,
    blocks: [
      ...warnings.map((warning) => section(`⚠️ ${warningText(warning, reader)}`)),
      ...(warned ? [context(reader.say('promo.warned'))] : []),
      ...identity,
      ...formFields(type).map(([name, field]) => fieldInput(name, field, texts[name] ?? '', where, reader)),
      ...(code ? [] : [publish]),
      context(reader.say('promo.zone', { zone: where.zone })),
    ],
  }
}

/** The form that makes coupons of one kind for a promotion. */
export const couponsModal = (promotion: string, kind: CouponKind, where: Where, reader: Reader): Modal => ({
  title: reader.say('promo.coupons_form'),
  submit: reader.say('button.save'),
  close: reader.say('button.cancel'),
  operation: 'promo.coupons_save',
  argument: `${promotion} ${kind}`,
  blocks: [
    section(`*${reader.say(`promotion.coupons.kind.${kind}`)}*\n${reader.say(`promotion.coupons.kind.${kind}.about`)}`),
    ...Object.entries(couponKinds[kind] as Record<string, Field>).map(([name, field]) =>
      fieldInput(name, field, field.initial, where, reader),
    ),
  ],
})

/** Asks for one coupon's code. */
export const findModal = (reader: Reader): Modal => ({
  title: reader.say('promo.coupons'),
  submit: reader.say('button.open'),
  close: reader.say('button.cancel'),
  operation: 'promo.find_form',
  blocks: [textInput('coupon', { label: reader.say('promotion.field.coupon') })],
})

/** A basket to be priced, part by part. */
export const simulationModal = (texts: SimulationTexts, reader: Reader): Modal => {
  const part = (name: keyof SimulationTexts, label: Key, hint?: Key) =>
    textInput(name, {
      label: reader.say(label),
      ...(hint && { hint: reader.say(hint) }),
      value: texts[name],
      optional: name !== 'items',
      long: name === 'items',
    })
  return {
    title: reader.say('promo.simulation'),
    submit: reader.say('promo.simulation'),
    close: reader.say('button.cancel'),
    operation: 'promo.simulate_form',
    blocks: [
      part('items', 'promo.simulation_items', 'promo.simulation_items_hint'),
      part('coupon', 'promotion.field.coupon'),
      part('customer', 'promo.simulation_customer', 'promo.simulation_customer_hint'),
      part('region', 'promo.simulation_region', 'promo.simulation_region_hint'),
      part('at', 'promo.simulation_at', 'promo.simulation_at_hint'),
    ],
  }
}
