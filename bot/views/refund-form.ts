import type { KnownBlock } from '@slack/types'
import { toDecimal } from '../../shop/money.ts'
import { methodName } from '../../shop/orders/words.ts'
import type { RefundDetails } from '../../shop/refunds/details.ts'
import type { RefundPreview } from '../../shop/refunds/request.ts'
import { buttons, context, escapeText, fields, header, type Modal, section } from '../blocks.ts'
import { textInput, yesNoInput } from '../inputs.ts'
import type { Reader } from '../reader.ts'
import { nameOf } from './goods.ts'
import { mention, reasonOf, shareFields } from './refund.ts'

/** What would go back through each payment, and what onto the shelf. */
function dryRun(preview: RefundPreview, reader: Reader): KnownBlock[] {
  const { currency, parts, restock, amount, left, cancels, cancelled, required, deciders } = preview
  const money = (value: bigint) => reader.money(value, currency)
  const back = parts.map(
    (part) =>
      `• ${escapeText(methodName(reader.locale, part.method))} \`${escapeText(part.payment)}\`  *${money(part.amount)}*`,
  )
  const shelf = restock.map((piece) => `• ${piece.quantity} × ${nameOf(piece, reader)} \`${escapeText(piece.sku)}\``)
  return [
    ...fields([
      [reader.say('refund.amount'), `*${money(amount)}*`],
      [reader.say('refund.left'), money(left)],
      ...shareFields(preview, currency, reader),
      [reader.say('refund.who_agrees'), reader.say(`refund.policy.${required}`)],
    ]),
    section(`*${reader.say('refund.goes_back')}*\n${back.join('\n')}`),
    section(
      `*${reader.say('refund.restock')}*\n${shelf.join('\n') || reader.say(cancels ? `refund.ends.${cancels}` : cancelled ? 'refund.restock_cancelled' : 'refund.restock_none')}`,
    ),
    ...(required > 0 ? [context(deciders.length > 0 ? mention(deciders) : reader.say('refund.nobody_can'))] : []),
  ]
}

/** The form that requests a refund, with a dry run of what it would do. */
export const refundModal = (
  preview: RefundPreview,
  asked: { amount?: string; reason: string; restock: boolean },
  reader: Reader,
  /** Why what is asked for cannot be: stands in the place of the dry run. */
  problem?: string,
): Modal => ({
  title: reader.say('refund.modal_title'),
  submit: reader.say('refund.request'),
  close: reader.say('button.cancel'),
  operation: 'refund.request',
  argument: preview.order,
  blocks: [
    section(`*${reader.say('order.title', { number: escapeText(preview.order) })}*`),
    textInput('amount', {
      label: reader.say('refund.amount_in', { currency: preview.currency }),
      hint: reader.say('refund.amount_hint', { left: toDecimal(preview.left, preview.currency) }),
      value: asked.amount ?? toDecimal(preview.amount, preview.currency),
    }),
    textInput('reason', { label: reader.say('field.reason'), value: asked.reason, long: true }),
    yesNoInput('restock', {
      label: reader.say('refund.restock_question'),
      yes: reader.say('setting.yes'),
      no: reader.say('setting.no'),
      value: asked.restock,
    }),
    buttons({ label: reader.say('refund.recalculate'), operation: 'refund.preview', argument: preview.order }),
    header(reader.say('refund.dry_run')),
    ...(problem ? [section(`⚠️ ${problem}`)] : dryRun(preview, reader)),
  ],
})

/** Asks for one text about a refund: why it is rejected, a question, an answer. */
export const refundTextModal = (
  what: 'reject' | 'ask' | 'answer',
  { number, refund, currency, notes }: RefundDetails,
  reader: Reader,
): Modal => ({
  title: reader.say(`refund.${what}_title`),
  submit: reader.say(`refund.${what}_submit`),
  close: reader.say('button.cancel'),
  operation: `refund.${what}_save`,
  argument: number,
  blocks: [
    section(
      `\`${escapeText(number)}\`  *${reader.money(refund.amount, currency)}*${refund.reason ? `\n“${reasonOf(refund.reason, reader)}”` : ''}`,
    ),
    ...notes.slice(-3).map((note) => context(`${note.member ? `<@${note.member}>` : ''} ${escapeText(note.text)}`)),
    textInput('text', {
      label: reader.say(`refund.${what}_label`),
      hint: reader.say(`refund.${what}_hint`),
      long: true,
    }),
  ],
})
