import type { CountLine } from '../../shop/counts/book.ts'
import type { CountDetails, CountSummary } from '../../shop/counts/history.ts'
import type { countedCategories, SheetCard } from '../../shop/counts/sheet.ts'
import type { Page } from '../../shop/pages.ts'
import {
  buttons,
  context,
  escapeText,
  header,
  lineSections,
  type Message,
  type Modal,
  quote,
  section,
} from '../blocks.ts'
import { numberInput, selectInput, textInput } from '../inputs.ts'
import { pageButtons } from '../paging.ts'
import type { Reader } from '../reader.ts'
import { nameOf, plainNameOf, signed } from './goods.ts'
import { withOpen } from './with-open.ts'

const found = ({ sku, expected, counted }: CountLine, reader: Reader): string =>
  reader.say('count.found', { sku: escapeText(sku), expected, counted, change: signed(counted - expected) })

/** A sheet that a form carries from step to step: a line a product. */
export interface SheetLine {
  sku: string
  expected: number
  since: bigint
  counted: number | null
}

/** A sheet as the argument of a form, and back. What is no line of a sheet is left out. */
export const sheetText = (lines: readonly SheetLine[]): string =>
  lines.map(({ sku, expected, since, counted }) => `${expected} ${since} ${counted ?? '-'} ${sku}`).join('\n')

export const sheetIn = (text: string): SheetLine[] =>
  text.split('\n').flatMap((line) => {
    const [, expected, since = '0', counted = '-', sku] = /^(\d{1,9}) (\d{1,18}) (\d{1,9}|-) (.+)$/.exec(line) ?? []
    const known = counted === '-' ? null : Number(counted)
    return sku ? [{ sku, expected: Number(expected), since: BigInt(since), counted: known }] : []
  })

type Category = Awaited<ReturnType<typeof countedCategories>>[number]

/** Chooses what to count. */
export const startModal = (categories: readonly Category[], reader: Reader): Modal => ({
  title: reader.say('count.start_title'),
  submit: reader.say('count.start'),
  close: reader.say('button.cancel'),
  operation: 'stock.count_start',
  blocks: [
    ...(categories.length > 0
      ? [
          selectInput('category', {
            label: reader.say('count.category'),
            hint: reader.say('count.category_hint'),
            choices: categories.map((category) => ({ label: plainNameOf(category, reader), value: category.id })),
            optional: true,
          }),
        ]
      : []),
    textInput('list', { label: reader.say('count.list'), hint: reader.say('count.list_hint'), optional: true }),
  ],
})

/** One field a product; what is left empty was not counted. */
export const sheetModal = (cards: readonly SheetCard[], reader: Reader): Modal => ({
  title: reader.say('count.sheet_title'),
  submit: reader.say('button.save'),
  close: reader.say('button.cancel'),
  operation: 'stock.count_save',
  argument: sheetText(cards.map(({ sku, onHand, since }) => ({ sku, expected: onHand, since, counted: null }))),
  blocks: [
    section(reader.say('count.sheet_hint')),
    ...cards.map((card, at) =>
      numberInput(`counted_${at}`, {
        label: `${plainNameOf(card, reader)} (${card.sku})`,
        hint: reader.say('count.expected', { expected: card.onHand }),
        optional: cards.length > 1,
      }),
    ),
  ],
})

/** What differs, and why. */
export const reasonModal = (sheet: readonly SheetLine[], unexplained: readonly CountLine[], reader: Reader): Modal => ({
  title: reader.say('count.sheet_title'),
  submit: reader.say('button.save'),
  close: reader.say('button.cancel'),
  operation: 'stock.count_save',
  argument: sheetText(sheet),
  blocks: [
    section(reader.say('count.unexplained', { count: unexplained.length })),
    ...lineSections(unexplained.map((line) => `• ${found(line, reader)}`)),
    textInput('reason', { label: reader.say('field.reason'), hint: reader.say('count.reason_hint'), long: true }),
  ],
})

const summaryOf = (count: CountSummary, reader: Reader): string =>
  [
    reader.when(count.at),
    `<@${count.by}>`,
    reader.say('count.summary', {
      lines: count.lines,
      differing: count.differing,
      pieces: signed(count.pieces),
    }),
    count.reason ? quote(count.reason) : '',
  ]
    .filter(Boolean)
    .join('  ·  ')

/** One count and what it found. */
export function countMessage(count: CountDetails, canCount: boolean, reader: Reader): Message {
  const title = reader.say('count.title', { number: String(count.id) })
  const lines = count.goods.map((line) => `• *${nameOf(line, reader)}*  ${found(line, reader)}`)
  const more = canCount ? [{ label: reader.say('count.more'), operation: 'stock.count' }] : []
  return {
    text: title,
    blocks: [
      header(title),
      context(summaryOf(count, reader)),
      ...lineSections(lines),
      buttons(...more, { label: reader.say('count.history'), operation: 'stock.counts' }),
    ],
  }
}

/** A page of counts, newest first. */
export function countList(page: Page<CountSummary>, reader: Reader): Message {
  const title = reader.say('count.history')
  const rows = page.rows.map((count) =>
    withOpen(summaryOf(count, reader), 'stock.count_show', String(count.id), reader),
  )
  const body = rows.length > 0 ? rows : [section(reader.say('count.empty'))]
  return { text: title, blocks: [header(title), ...body, ...pageButtons(page, 'stock.counts', '', reader)] }
}
