import type { SavedProduct } from '../../shop/favourites/insight.ts'
import type { Page } from '../../shop/pages.ts'
import { buttons, context, escapeText, header, lineSections, type Message, section } from '../blocks.ts'
import { pageButtons } from '../paging.ts'
import type { Reader } from '../reader.ts'

const LONGEST_BAR = 20

const titleOf = ({ sku, name, nameZh }: SavedProduct, reader: Reader): string =>
  `*${escapeText(reader.locale === 'zh-CN' ? (nameZh ?? name) : name)}*  \`${escapeText(sku)}\``

const figures = ({ saved, ever, bought }: SavedProduct, reader: Reader): string =>
  reader.say('favourites.figures', { saved, ever, bought, share: reader.percent(ever > 0 ? bought / ever : 0) })

/** What customers save most; the button of each opens its weeks. */
export function favouriteList(page: Page<SavedProduct>, keepDays: number, reader: Reader): Message {
  const text = reader.say('favourites.title')
  const rows = page.rows.map((product) => {
    const counts = product.weeks.map(({ count }) => reader.number(count)).join(' · ')
    return {
      ...section(
        `${titleOf(product, reader)}\n${figures(product, reader)}\n${reader.say('favourites.weeks', { counts })}`,
      ),
      accessory: {
        type: 'button' as const,
        text: { type: 'plain_text' as const, text: reader.say('button.open') },
        action_id: 'review.favourites',
        value: product.sku,
      },
    }
  })
  return {
    text,
    blocks: [
      header(text),
      ...(rows.length > 0 ? rows : [section(reader.say('favourites.empty'))]),
      context(reader.say('favourites.kept', { days: keepDays })),
      ...pageButtons(page, 'review.favourites', '', reader),
    ],
  }
}

/** How one product is saved, week by week. */
export function favouriteCard(product: SavedProduct, keepDays: number, reader: Reader): Message {
  const most = Math.max(...product.weeks.map(({ count }) => count), 1)
  const lines = product.weeks.map(
    ({ from, count }) => `\`${from}\` ${'▇'.repeat(Math.ceil((count / most) * LONGEST_BAR))} ${reader.number(count)}`,
  )
  const reviews = { label: reader.say('favourites.reviews'), operation: 'review.show', argument: product.sku }
  return {
    text: `${titleOf(product, reader)}: ${figures(product, reader)}`,
    blocks: [
      section(`${titleOf(product, reader)}\n${figures(product, reader)}`),
      ...lineSections(lines),
      context(reader.say('favourites.kept', { days: keepDays })),
      buttons(reviews, { label: reader.say('favourites.all'), operation: 'review.favourites' }),
    ],
  }
}
