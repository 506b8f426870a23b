import type { KnownBlock } from '@slack/types'
import type { OrderException } from '../../shop/exceptions/exception.ts'
import { type ExceptionKind, exceptionKinds, type Suggestion } from '../../shop/exceptions/kinds.ts'
import type { Key } from '../../shop/i18n/index.ts'
import type { Page } from '../../shop/pages.ts'
import { type Button, buttons, context, escapeText, header, type Message, quote, section } from '../blocks.ts'
import { pageButtons } from '../paging.ts'
import type { Reader } from '../reader.ts'
import { statusText } from './order-status.ts'
import { withOpen } from './with-open.ts'

const marks: Record<ExceptionKind, string> = {
  late_shipment: '⏰',
  overdue_delivery: '📭',
  address_problem: '📍',
  short_stock: '📉',
  suspected_fraud: '🕵️',
}

/** What each suggestion runs, and what its button says. */
const suggestions: Record<Suggestion, { operation: string; label: Key }> = {
  ship: { operation: 'order.ship', label: 'ship.button' },
  track: { operation: 'order.track', label: 'track.button' },
  ask_customer: { operation: 'order.ask_customer', label: 'exception.ask_customer' },
  hold: { operation: 'order.hold', label: 'order.hold' },
  cancel: { operation: 'order.cancel', label: 'order.cancel' },
  refund: { operation: 'refund.form', label: 'order.refund' },
}

export const kinds = Object.keys(exceptionKinds) as ExceptionKind[]

/** What is wrong with which order. */
export const exceptionTitle = ({ kind, order_number }: Pick<OrderException, 'kind' | 'order_number'>, reader: Reader) =>
  `${marks[kind]} *${reader.say(`exception.kind.${kind}`)}*  \`${escapeText(order_number)}\``

/** Why it is an exception: what somebody noted, the signs of it, and what was answered. */
function reasons(
  { note, signs, merchant, kind, reason, promised_on, answer_by }: OrderException,
  reader: Reader,
): string[] {
  const day = promised_on && reader.day(Temporal.PlainDate.from(promised_on))
  return [
    ...(note ? [quote(note)] : []),
    ...signs.map(({ code, values }) => `• ${reader.say(`exception.sign.${code}` as Key, escaped(values))}`),
    ...(kind === 'late_shipment' && merchant ? [escapeText(merchant)] : []),
    ...(reason && day ? [reader.say('exception.promised', { day, reason: quote(reason) })] : []),
    ...(answer_by && !reason ? [reader.say('exception.unanswered', { at: reader.when(answer_by) })] : []),
  ]
}

const escaped = (values: Readonly<Record<string, string | number>>) =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, typeof value === 'string' ? escapeText(value) : value]),
  )

/** Where it stands: whose it is, or how it ended. */
function standing(
  { claimed_by, closed_at, closed_by, outcome, outcome_note, opened_at, opened_by }: OrderException,
  reader: Reader,
) {
  const opened = reader.say('exception.opened', { at: reader.when(opened_at) })
  const ended =
    outcome && closed_at
      ? [
          `*${reader.say(`exception.outcome.${outcome}`)}*`,
          reader.when(closed_at),
          closed_by ? `<@${closed_by}>` : '',
          outcome_note ? quote(outcome_note) : '',
        ]
      : [claimed_by ? reader.say('exception.claimed', { who: `<@${claimed_by}>` }) : reader.say('exception.nobodys')]
  return [opened, opened_by ? `<@${opened_by}>` : '', ...ended].filter(Boolean).join('  ·  ')
}

/** An exception with what can be done about it; `mentions`: who is called because nobody has answered. */
export function exceptionMessage(exception: OrderException, reader: Reader, mentions = ''): Message {
  const { ref, order_number, kind, status, customer, held, closed_at, claimed_by } = exception
  const title = exceptionTitle(exception, reader)
  const about = [
    statusText(status, reader),
    escapeText(customer),
    ...(held ? [`⏸️ ${reader.say('order.is_held')}`] : []),
  ]
  const suggested: Button[] = exceptionKinds[kind]
    .filter((name) => name !== 'hold' || !held)
    .map((name) => ({ ...suggestions[name], label: reader.say(suggestions[name].label), argument: order_number }))
  const open: Button = { label: reader.say('return.open_order'), operation: 'order.show', argument: order_number }
  const settling: Button[] = [
    {
      label: reader.say(claimed_by ? 'exception.unclaim' : 'exception.claim'),
      operation: 'order.exception_claim',
      argument: ref,
    },
    { label: reader.say('exception.resolve'), operation: 'order.exception_resolve', argument: ref, style: 'primary' },
    { label: reader.say('exception.dismiss'), operation: 'order.exception_dismiss', argument: ref },
  ]
  const lines = [title, about.join('  ·  '), ...reasons(exception, reader), ...(mentions ? [mentions] : [])]
  return {
    text: `${reader.say(`exception.kind.${kind}`)}: ${order_number}`,
    blocks: [
      section(lines.join('\n')),
      context(standing(exception, reader)),
      ...(closed_at ? [buttons(open)] : [buttons(...suggested, open), buttons(...settling)]),
    ],
  }
}

/** A page of what is open, with a button for each kind. */
export function exceptionList(page: Page<OrderException>, kind: string, reader: Reader): Message {
  const title = reader.say('exception.title')
  const rows = page.rows.map((one) => {
    const lines = [exceptionTitle(one, reader), ...reasons(one, reader).slice(0, 3), standing(one, reader)]
    return withOpen(lines.join('\n'), 'order.exception', one.ref, reader)
  })
  const filters = ['', ...kinds]
    .filter((name) => name !== kind)
    .map((name) => ({
      label: reader.say(name ? (`exception.kind.${name}` as Key) : 'exception.all_kinds'),
      operation: 'order.exceptions',
      argument: name,
    }))
  const body = rows.length > 0 ? rows : [section(reader.say('exception.none'))]
  return {
    text: title,
    blocks: [header(title), ...body, ...pageButtons(page, 'order.exceptions', kind, reader), buttons(...filters)],
  }
}

/** The open exceptions of an order, on its card. */
export const exceptionBlocks = (exceptions: readonly OrderException[], reader: Reader): KnownBlock[] =>
  exceptions
    .slice(0, 5)
    .map((one) =>
      withOpen([exceptionTitle(one, reader), ...reasons(one, reader)].join('\n'), 'order.exception', one.ref, reader),
    )
