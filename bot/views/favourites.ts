import type { SavedProduct } from '../../shop/favourites/insight.ts'
import type { Page } from '../../shop/pages.ts'
import { buttons, context, header, lineSections, type Message, section } from '../blocks.ts'
import { pageButtons } from '../paging.ts'
import type { Reader } from '../reader.ts'
import { titleOf } from './goods.ts'
import { withOpen } from './with-open.ts'

const LONGEST_BAR = 20

const figures = ({ saved, ever, bought }: SavedProduct, reader: Reader): string =>
  reader.say('favourites.figures', { saved, ever, bought, share: reader.percent(ever > 0 ? bought / ever : 0) })

/** What customers save most; the button of each opens its weeks. */
export function favouriteList(page: Page<SavedProduct>, keepDays: number, reader: Reader): Message {
  const text = reader.say('favourites.title')
  const rows = page.rows.map((product) => {
    const counts = product.weeks.map(({ count }) => reader.number(count)).join(' · ')
    const about = [titleOf(product, reader), figures(product, reader), reader.say('favourites.weeks', { counts })]
    return withOpen(about.join('\n'), 'review.favourites', product.sku, reader)
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
    ({ from, count }) =>
      `\`${reader.day(from)}\` ${'▇'.repeat(Math.ceil((count / most) * LONGEST_BAR))} ${reader.number(count)}`,
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
