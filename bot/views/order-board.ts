import type { BoardRow } from '../../shop/orders/board.ts'
import { buttons, header, type Message, section } from '../blocks.ts'
import type { Reader } from '../reader.ts'
import { statusText } from './order-status.ts'
import { withOpen } from './with-open.ts'

/** Where orders stand, for how long, and how many are late, with the ways to their lists. */
export function boardMessage(rows: readonly BoardRow[], reader: Reader): Message {
  const title = reader.say('order.board')
  const shown = rows.filter(({ count }) => count > 0)
  const late = shown.filter((row) => row.late > 0)
  const lists = late.map(({ status }) => ({
    label: reader.say('order.board_open_late', { status: reader.say(`order.status.${status}`) }),
    operation: 'order.show',
    argument: `status:${status} late`,
  }))
  return {
    text: title,
    blocks: [
      header(title),
      ...(shown.length > 0
        ? shown.map((row) => withOpen(line(row, reader), 'order.show', `status:${row.status}`, reader))
        : [section(reader.say('order.board_empty'))]),
      ...(lists.length > 0 ? [buttons(...lists)] : []),
    ],
  }
}

function line({ status, count, late, ages, oldest }: BoardRow, reader: Reader): string {
  const [day, three, week, longer] = ages
  const first = [`*${statusText(status, reader)}*  *${reader.number(count)}*`]
  if (late > 0) first.push(reader.say('order.board_late', { count: late }))
  const second = [reader.say('order.board_ages', { day, three, week, longer })]
  if (oldest) second.push(reader.say('order.board_oldest', { at: reader.when(oldest) }))
  return `${first.join('  ')}\n${second.join(' · ')}`
}
