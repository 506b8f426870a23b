import type { Key } from '../../shop/i18n/index.ts'
import { methodName } from '../../shop/orders/words.ts'
import type { RefundDetails } from '../../shop/refunds/details.ts'
import { reasonWords } from '../../shop/refunds/reason.ts'
import { isOver } from '../../shop/refunds/state.ts'
import {
  type Button,
  buttons,
  context,
  escapeText,
  fields,
  header,
  lineSections,
  type Message,
  quote,
  section,
} from '../blocks.ts'
import { type Reader, roleName } from '../reader.ts'
import { nameOf } from './goods.ts'

/** Names people so that Slack tells them. */
export const mention = (ids: readonly string[]): string => ids.map((id) => `<@${id}>`).join(' ')

/** Who wants money back: a colleague, the customer by the storefront, or the program itself. */
export function requesterOf(
  { requestedBy, byCustomer, customer }: { requestedBy: string | null; byCustomer: boolean; customer: string },
  reader: Reader,
): string {
  if (requestedBy) return `<@${requestedBy}>`
  return byCustomer ? reader.say('refund.by_customer', { name: escapeText(customer) }) : 'Backroom'
}

/** Why money goes back, as it may be shown. */
export const reasonOf = (reason: string, reader: Reader): string => escapeText(reasonWords(reader.locale, reason))

/** Name and value of what it gives back: of goods and shipping, and of what was paid too much where that is part of it. */
export function shareFields(
  { goods, shipping, surplus }: { goods: bigint; shipping: bigint; surplus: bigint },
  currency: string,
  reader: Reader,
): [string, string][] {
  const money = (amount: bigint) => reader.money(amount, currency)
  return [
    [reader.say('refund.goods_shipping'), `${money(goods)} + ${money(shipping)}`],
    ...(surplus > 0n ? [[reader.say('refund.surplus'), money(surplus)] as [string, string]] : []),
  ]
}

/** How far a refund is; of what an exchange carries over, which order it is set against. */
export const refundState = (
  { state, carriedTo }: { state: string; carriedTo: string | null },
  reader: Reader,
): string =>
  carriedTo === null
    ? reader.say(`refund.state.${state as 'approved'}`)
    : reader.say(`refund.carried.${state as 'approved'}`, { order: escapeText(carriedTo) })

const marks: Record<string, string> = {
  requested: '⏳',
  info_asked: '❓',
  approved: '👍',
  submitted: '💸',
  succeeded: '✅',
  failed: '⚠️',
  rejected: '⛔',
  expired: '⌛',
  withdrawn: '↩️',
}

/** Who decided what, when and why; what was asked and answered. */
function story({ approval, notes, refund, carriedTo }: RefundDetails, reader: Reader): string[] {
  const decisions = (approval?.decisions ?? []).map(({ member_id, role, decision, reason, at }) => {
    const line = reader.say(`refund.decided.${decision}` as Key, {
      who: `<@${member_id}>`,
      role: roleName(role, reader),
      when: reader.when(at),
    })
    return reason ? `${line} ${quote(reason)}` : line
  })
  const questions = notes.map(({ kind, member, at, text }) =>
    reader.say(`refund.note.${kind}`, {
      who: member ? `<@${member}>` : 'Backroom',
      when: reader.when(at),
      text: quote(text),
    }),
  )
  return [
    ...questions,
    ...decisions,
    ...(approval?.state === 'approved' && decisions.length === 0 ? [reader.say('refund.automatic')] : []),
    ...(approval?.state === 'expired' || approval?.state === 'withdrawn'
      ? [
          reader.say(`refund.ended.${approval.state}`, {
            who: mention(approval.requested_by ? [approval.requested_by] : []),
            when: approval.decided_at ? reader.when(approval.decided_at) : '',
          }),
        ]
      : []),
    ...(refund.refunded_at && carriedTo === null
      ? [reader.say('refund.paid_at', { when: reader.when(refund.refunded_at) })]
      : []),
  ]
}

/** What goes back through each payment and how far it is, or is carried over of it; of a refund that will not happen, what would have gone back. */
function partLines({ parts, state, currency, carriedTo }: RefundDetails, reader: Reader): string[] {
  if (carriedTo !== null)
    return parts.map((part) => `• \`${escapeText(part.payment_id)}\` *${reader.money(part.amount, currency)}*`)
  return parts.map((part) => {
    const about = [
      !isOver(state) && reader.say(`refund.part.${part.state}` as Key),
      part.provider_ref && `\`${escapeText(part.provider_ref)}\``,
      part.error && escapeText(part.error),
    ]
    return `• ${escapeText(methodName(reader.locale, part.method))} *${reader.money(part.amount, currency)}*  ${about.filter(Boolean).join('  ')}`
  })
}

function actions({ number, order, state, refund, currency, cancels }: RefundDetails, reader: Reader): Button[] {
  const open: Button = { label: reader.say('refund.open_order'), operation: 'order.show', argument: order }
  if (state === 'failed')
    return [{ label: reader.say('refund.retry'), operation: 'refund.retry', argument: number, style: 'primary' }, open]
  if (state === 'info_asked')
    return [
      { label: reader.say('refund.answer'), operation: 'refund.answer', argument: number, style: 'primary' },
      { label: reader.say('refund.withdraw'), operation: 'refund.withdraw', argument: number },
      open,
    ]
  if (state !== 'requested') return [open]
  const confirm = {
    title: reader.say('refund.approve_title'),
    text: [
      reader.say('refund.approve_confirm', { amount: reader.money(refund.amount, currency), number }),
      ...(cancels ? [reader.say(`refund.ends.${cancels}`)] : []),
    ].join(' '),
    yes: reader.say('refund.approve'),
    no: reader.say('button.cancel'),
  }
  return [
    { label: reader.say('refund.approve'), operation: 'refund.approve', argument: number, style: 'primary', confirm },
    { label: reader.say('refund.reject'), operation: 'refund.reject', argument: number, style: 'danger' },
    { label: reader.say('refund.ask'), operation: 'refund.ask', argument: number },
    { label: reader.say('refund.withdraw'), operation: 'refund.withdraw', argument: number },
    open,
  ]
}

/** What became of a refund, in one line. */
export function refundLine({ number, state, refund, currency, carriedTo }: RefundDetails, reader: Reader): Message {
  const title = reader.say('refund.title', { number, amount: reader.money(refund.amount, currency) })
  const text = `${marks[state] ?? ''} ${title}: ${refundState({ state, carriedTo }, reader)}`
  const open = { label: reader.say('button.open'), operation: 'refund.show', argument: number }
  return { text, blocks: [section(escapeText(text)), buttons(open)] }
}

/** Tells the one who requested a refund what became of it, or what they are asked. */
export function refundNotice(details: RefundDetails, reader: Reader): Message {
  const { number, state, order, customer, parts } = details
  const { text } = refundLine(details, reader)
  const said = [...story(details, reader), ...(parts.some(({ error }) => error) ? partLines(details, reader) : [])]
  const open: Button = { label: reader.say('button.open'), operation: 'refund.show', argument: number }
  const answer: Button = {
    label: reader.say('refund.answer'),
    operation: 'refund.answer',
    argument: number,
    style: 'primary',
  }
  return {
    text,
    blocks: [
      section(`*${escapeText(text)}*`),
      context(`${reader.say('refund.order')} \`${escapeText(order)}\`  ${escapeText(customer)}`),
      ...lineSections(said),
      buttons(...(state === 'info_asked' ? [answer, open] : [open])),
    ],
  }
}

const partsTitle = ({ state, carriedTo }: RefundDetails): Key => {
  if (carriedTo !== null) return 'refund.carried_of'
  return isOver(state) ? 'refund.would_go_back' : 'refund.goes_back'
}

/** A refund as it is now: the prompt in the approvals channel, and the card that a person asks for. */
export function refundMessage(details: RefundDetails, reader: Reader): Message {
  const { number, order, customer, byCustomer, state, refund, currency, pieces, approval, deciders } = details
  const title = reader.say('refund.title', { number, amount: reader.money(refund.amount, currency) })
  const status = `${marks[state] ?? ''} *${refundState(details, reader)}*`
  const shelf = reader.list(pieces.map((piece) => `${piece.quantity} × ${nameOf(piece, reader)}`))
  const told = story(details, reader)
  return {
    text: `${title}: ${refundState(details, reader)}`,
    blocks: [
      header(title),
      section(status),
      ...fields([
        [reader.say('refund.order'), `\`${escapeText(order)}\`  ${escapeText(customer)}`],
        [
          reader.say('refund.requested_by'),
          `${requesterOf({ requestedBy: refund.requested_by, byCustomer, customer }, reader)}  ${reader.when(refund.requested_at)}`,
        ],
        [reader.say('field.reason'), refund.reason ? reasonOf(refund.reason, reader) : '–'],
        ...shareFields(refund, currency, reader),
      ]),
      section(`*${reader.say(partsTitle(details))}*\n${partLines(details, reader).join('\n')}`),
      ...(refund.restock && shelf ? [context(`${reader.say('refund.restock')}: ${shelf}`)] : []),
      ...(details.cancels ? [context(`✖️ ${reader.say(`refund.ends.${details.cancels}`)}`)] : []),
      ...lineSections(told),
      ...(state === 'requested' && approval
        ? [
            context(
              reader.say(`refund.policy.${approval.required as 0 | 1 | 2}`),
              deciders.length > 0 ? mention(deciders) : reader.say('refund.nobody_can'),
            ),
          ]
        : []),
      buttons(...actions(details, reader)),
    ],
  }
}
