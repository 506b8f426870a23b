import { methodName } from '../../shop/orders/words.ts'
import type { CancelledOrder, CancelPreview } from '../../shop/refunds/cancel-order.ts'
import type { Refusal } from '../../shop/result.ts'
import { buttons, context, escapeText, type Message, type Modal, section } from '../blocks.ts'
import { textInput } from '../inputs.ts'
import type { Reader } from '../reader.ts'
import { refusalText } from '../slack/render.ts'
import { mention } from './refund.ts'

/** Asks whether an order is to be cancelled, with what that does, and why it is asked anew. */
export function cancelModal(
  { order, pieces, left, refund }: CancelPreview,
  reason: string,
  reader: Reader,
  anew?: Refusal,
): Modal {
  const back = refund?.parts.map(
    ({ method, amount }) =>
      `• ${escapeText(methodName(reader.locale, method))}  *${reader.money(amount, refund.currency)}*`,
  )
  return {
    title: reader.say('order.cancel_title'),
    submit: reader.say('order.cancel_submit'),
    close: reader.say('order.cancel_keep'),
    operation: 'order.cancel_save',
    argument: `${order} ${left}`,
    blocks: [
      ...(anew ? [section(`⚠️ ${refusalText(anew, reader)}`)] : []),
      section(
        `*${reader.say('order.title', { number: escapeText(order) })}*\n${reader.say('order.cancel_frees', { pieces })}`,
      ),
      section(
        back ? `*${reader.say('refund.goes_back')}*\n${back.join('\n')}` : reader.say('order.cancel_nothing_back'),
      ),
      ...(refund
        ? [
            context(
              reader.say(`refund.policy.${refund.required}`),
              ...(refund.required > 0
                ? [refund.deciders.length > 0 ? mention(refund.deciders) : reader.say('refund.nobody_can')]
                : []),
            ),
          ]
        : []),
      textInput('reason', {
        label: reader.say('field.reason'),
        hint: reader.say('order.cancel_reason_hint'),
        value: reason,
        optional: true,
        long: true,
      }),
    ],
  }
}

/** That it is cancelled, and how far its money is. */
export function cancelledMessage({ order, refund }: CancelledOrder, reader: Reader): Message {
  const number = escapeText(order)
  const text = [
    `✖️ ${reader.say('order.cancelled_now', { number })}`,
    ...(refund
      ? [
          reader.say('order.cancelled_refund', {
            refund: escapeText(refund.number),
            amount: reader.money(refund.refund.amount, refund.currency),
            state: reader.say(`refund.state.${refund.state}`),
          }),
        ]
      : []),
  ].join(' ')
  const open = { label: reader.say('refund.open_order'), operation: 'order.show', argument: order }
  return { text, blocks: [section(text), buttons(open)] }
}
