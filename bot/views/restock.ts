import type { Page } from '../../shop/pages.ts'
import { isOpen, outstanding, type Restock } from '../../shop/restocks/restock.ts'
import { type Button, buttons, context, escapeText, header, type Message, quote, section } from '../blocks.ts'
import { pageButtons } from '../paging.ts'
import type { Reader } from '../reader.ts'
import { nameOf } from './goods.ts'
import { withOpen } from './with-open.ts'

/** What a reader may do about requests for new goods. */
export interface RestockRights {
  /** Promise, refuse and book in. */
  answer: boolean
  close: boolean
}

const marks: Record<Restock['state'], string> = {
  asked: '🟠',
  promised: '🚚',
  declined: '⛔',
  received: '🟢',
  closed: '⚪',
}

/** Where it stands, in a line: the state, what is promised by when, what has come, why not. */
export function restockState(
  { state, promised, dueOn, received, reason }: Pick<Restock, 'state' | 'promised' | 'dueOn' | 'received' | 'reason'>,
  reader: Reader,
): string {
  const coming = state === 'promised' && promised !== null && dueOn !== null
  return [
    `${marks[state]} ${reader.say(`restock.state.${state}`)}`,
    coming ? reader.say('restock.promise_line', { quantity: promised, day: dayWords(dueOn, reader) }) : '',
    received > 0 ? reader.say('restock.received_line', { count: received }) : '',
    reason ? quote(reason) : '',
  ]
    .filter(Boolean)
    .join('  ·  ')
}

const dayWords = (day: string, reader: Reader): string => reader.day(Temporal.PlainDate.from(day))

/** The same, as what is said of the goods. */
export const restockLine = (restock: Parameters<typeof restockState>[0], reader: Reader): string =>
  reader.say('restock.alert_line', { state: restockState(restock, reader) })

const titleOf = (restock: Restock, reader: Reader): string =>
  reader.say('restock.title', {
    name: nameOf(restock, reader),
    sku: escapeText(restock.sku),
    quantity: restock.quantity,
  })

function about(restock: Restock, reader: Reader): string {
  const when = reader.when(restock.openedAt)
  return [
    restock.openedBy
      ? reader.say('restock.asked_by', { when, who: `<@${restock.openedBy}>` })
      : reader.say('restock.asked_by_itself', { when }),
    restock.answeredBy ? reader.say('restock.answered_by', { who: `<@${restock.answeredBy}>` }) : '',
    restock.merchant ? escapeText(restock.merchant.name) : '',
  ]
    .filter(Boolean)
    .join('  ·  ')
}

function row(restock: Restock, rights: RestockRights, reader: Reader): Button[] {
  const argument = String(restock.id)
  const open = isOpen(restock)
  const primary = restock.state === 'asked' ? { style: 'primary' as const } : {}
  const confirm = {
    title: reader.say('restock.close'),
    text: reader.say('restock.close_confirm'),
    yes: reader.say('restock.close'),
    no: reader.say('button.cancel'),
  }
  return [
    ...(open && rights.answer
      ? [
          { label: reader.say('restock.promise'), operation: 'stock.promise', argument, ...primary },
          { label: reader.say('restock.cannot'), operation: 'stock.decline', argument },
          { label: reader.say('restock.receive'), operation: 'stock.receive', argument: restock.sku },
        ]
      : []),
    ...(open && rights.close
      ? [{ label: reader.say('restock.close'), operation: 'stock.restock_close', argument, confirm }]
      : []),
    { label: reader.say('button.open'), operation: 'stock.show', argument: restock.sku },
  ]
}

/** One request for new goods, and what the reader may answer. */
export function restockMessage(restock: Restock, rights: RestockRights, reader: Reader): Message {
  const title = titleOf(restock, reader)
  return {
    text: title,
    blocks: [
      section(`${title}\n${restockState(restock, reader)}`),
      context(about(restock, reader)),
      buttons(...row(restock, rights, reader)),
    ],
  }
}

/** That promised goods have not come, until they have. */
export function restockReminder(restock: Restock, day: string, rights: RestockRights, reader: Reader): Message {
  const late = restock.state === 'promised' && restock.dueOn === day
  if (!late) return restockMessage(restock, rights, reader)
  const title = reader.say('restock.overdue_title', {
    ...{ name: nameOf(restock, reader), sku: escapeText(restock.sku) },
    ...{ left: outstanding(restock), day: dayWords(day, reader) },
  })
  const blocks = [section(`⏰ ${title}\n${restockState(restock, reader)}`), buttons(...row(restock, rights, reader))]
  return { text: title, blocks }
}

/** A page of requests for new goods. */
export function restockList(page: Page<Restock>, reader: Reader): Message {
  const title = reader.say('restock.list_title')
  const rows = page.rows.map((restock) => {
    const about = `${titleOf(restock, reader)}\n${restockState(restock, reader)}`
    return withOpen(about, 'stock.restock_show', String(restock.id), reader)
  })
  const body = rows.length > 0 ? rows : [section(reader.say('restock.list_empty'))]
  return { text: title, blocks: [header(title), ...body, ...pageButtons(page, 'stock.restocks', '', reader)] }
}
