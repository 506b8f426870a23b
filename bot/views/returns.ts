import type { KnownBlock } from '@slack/types'
import type { Page } from '../../shop/pages.ts'
import { reasonWords } from '../../shop/refunds/reason.ts'
import type { OrderReturn, ReturnDetails, ReturnLine } from '../../shop/returns/find.ts'
import type { ReturnSummary } from '../../shop/returns/list.ts'
import { type Button, buttons, context, escapeText, header, type Message, quote, section } from '../blocks.ts'
import { pageButtons } from '../paging.ts'
import type { Reader } from '../reader.ts'
import { nameOf } from './goods.ts'
import { withOpen } from './with-open.ts'

/** Of a return, a card lists no more lines. */
const MOST_LINES = 15

/** What came of an inspected line. */
function found({ accepted, quantity, writeOff, refusal }: ReturnLine, reader: Reader): string {
  if (accepted === null) return ''
  const fate = accepted > 0 ? `, ${reader.say(writeOff ? 'return.written_off' : 'return.restocked')}` : ''
  return `  _${reader.say('return.found', { accepted, quantity })}${fate}_${refusal ? `  ${quote(refusal)}` : ''}`
}

/** Says of an exchange that has become a return why it has; nothing of any other. */
const forMoney = (
  { kind, exchangeOrder: order }: Pick<OrderReturn, 'kind' | 'exchangeOrder'>,
  reader: Reader,
): string[] =>
  kind === 'return' && order !== null ? [reader.say('return.for_money', { order: `\`${escapeText(order)}\`` })] : []

const pieces = ({ kind, lines }: OrderReturn, reader: Reader): string[] => {
  const shown = lines.slice(0, MOST_LINES).map((line) => {
    const { quantity, sku, wanted } = line
    const instead =
      wanted === null || kind === 'return'
        ? ''
        : `  ${reader.say('return.instead', { sku: `\`${escapeText(wanted)}\`` })}`
    return `• ${quantity} × ${nameOf(line, reader)} \`${escapeText(sku)}\`${instead}${found(line, reader)}`
  })
  const more = lines.length - shown.length
  return more > 0 ? [...shown, reader.say('list.more', { count: more })] : shown
}

/** One return or exchange, as a line of its order's card. */
export const returnLine = (asked: OrderReturn, reader: Reader): string => {
  const { number, kind, state, reason, lines, requestedAt, exchangeOrder } = asked
  const count = lines.reduce((sum, { quantity }) => sum + quantity, 0)
  const what = `${reader.say(`return.kind.${kind}`)} \`${escapeText(number)}\``
  const how = `*${reader.say(`return.state.${state}`)}*  ${reader.say('order.pieces', { count })}`
  const other = kind === 'exchange' && exchangeOrder ? `  → \`${escapeText(exchangeOrder)}\`` : ''
  const money = forMoney(asked, reader)
    .map((text) => `  ${text}`)
    .join('')
  return `• ${what}  ${how}${other}${money}  ${quote(reasonWords(reader.locale, reason))}  ${reader.when(requestedAt)}`
}

/** What can be done next about a return, as buttons; all of it where it stands in a channel. */
function nextSteps({ number, state }: OrderReturn, reader: Reader): Button[] {
  const step = (what: 'approve' | 'refuse' | 'receive' | 'inspect' | 'cancel', style?: Button['style']): Button => ({
    ...{ label: reader.say(`return.${what}`), operation: `order.return_${what}`, argument: number },
    ...(style && { style }),
  })
  if (state === 'requested') return [step('approve', 'primary'), step('refuse', 'danger')]
  if (state === 'approved') return [step('receive', 'primary'), step('cancel')]
  return state === 'received' ? [step('inspect', 'primary')] : []
}

/** All about one return, with its next step for who may take it. */
export function returnMessage({ order, customer, asked }: ReturnDetails, may: boolean, reader: Reader): Message {
  const { number, kind, state, reason, requestedBy, requestedAt, instructions, stateReason, lapseAt } = asked
  const by = requestedBy ? `<@${requestedBy}>` : null
  const of = { order: escapeText(order) }
  const text = by ? reader.say(`return.${kind}_asked`, { who: by, ...of }) : reader.say(`return.${kind}_wanted`, of)
  const other = kind === 'exchange' ? asked.exchangeOrder : null
  const about = [`*${reader.say(`return.state.${state}`)}*`, escapeText(customer), reader.when(requestedAt)]
  const more = [
    ...(stateReason ? [`${reader.say('return.why')}: ${quote(stateReason)}`] : []),
    ...(instructions ? [`${reader.say('return.told')}: ${quote(instructions)}`] : []),
    ...(lapseAt ? [reader.say('return.lapses', { when: reader.when(lapseAt) })] : []),
    ...forMoney(asked, reader),
    ...(other ? [reader.say('return.exchange_line', { order: `\`${escapeText(other)}\`` })] : []),
    ...(asked.refund ? [reader.say('return.refund_line', { refund: `\`${escapeText(asked.refund)}\`` })] : []),
  ]
  const open = (label: string, argument: string): Button => ({ label, operation: 'order.show', argument })
  return {
    text: `${number}: ${text}`,
    blocks: [
      section(
        [
          `↩️ *${text}*  \`${escapeText(number)}\``,
          ...pieces(asked, reader),
          quote(reasonWords(reader.locale, reason)),
        ].join('\n'),
      ),
      context(about.join('  ·  ')),
      ...(more.length > 0 ? [section(more.join('\n'))] : []),
      buttons(
        ...(may ? nextSteps(asked, reader) : []),
        open(reader.say('return.open_order'), order),
        ...(other ? [open(reader.say('return.open_exchange'), other)] : []),
      ),
    ],
  }
}

/** The queue of returns. */
export function returnList(page: Page<ReturnSummary>, text: string, reader: Reader): Message {
  const title = reader.say('return.list_title')
  const rows = page.rows.map((row): KnownBlock => {
    const { number, kind, state, reason, customer, requestedAt, lapseAt } = row
    const first = `*${escapeText(number)}*  ${reader.say(`return.kind.${kind}`)}  *${reader.say(`return.state.${state}`)}*`
    const about = [
      reader.say('order.pieces', { count: row.pieces }),
      escapeText(customer),
      reader.when(requestedAt),
      ...(lapseAt ? [reader.say('return.lapses', { when: reader.when(lapseAt) })] : []),
    ]
    return withOpen(
      [first, about.join('  ·  '), ...forMoney(row, reader), quote(reasonWords(reader.locale, reason))].join('\n'),
      'order.return',
      number,
      reader,
    )
  })
  const shown = rows.length > 0 ? rows : [section(reader.say('return.list_empty'))]
  return { text: title, blocks: [header(title), ...shown, ...pageButtons(page, 'order.returns', text, reader)] }
}
