import type { KnownBlock } from '@slack/types'
import type { FoundReviews, ReviewedProduct } from '../../shop/reviews/list.ts'
import { buttons, context, escapeText, header, type Message, section } from '../blocks.ts'
import { pageButtons } from '../paging.ts'
import type { Reader } from '../reader.ts'
import { titleOf } from './goods.ts'
import { queueButton, type ReviewRights, reviewRowBlocks, starsOf } from './review.ts'

const LONGEST_BAR = 20

/** One line a rating, the best first: stars, a bar, how many. */
function distribution(stars: readonly number[], reader: Reader): string {
  const most = Math.max(...stars, 1)
  return stars
    .map((count, index) => {
      const bar = '▇'.repeat(Math.ceil((count / most) * LONGEST_BAR))
      return `${starsOf(index + 1)} ${bar} ${reader.number(count)}`
    })
    .toReversed()
    .join('\n')
}

/** A product's figures, and whether customers see its reviews. */
function productBlocks(product: ReviewedProduct, shownFrom: number, reader: Reader): KnownBlock[] {
  const { published, average, stars, waiting, hidden } = product.summary
  const mean = average === null ? null : reader.number(Math.round(average * 10) / 10)
  const figures =
    mean === null ? reader.say('review.no_average') : reader.say('review.average', { average: mean, count: published })
  const missing = shownFrom - published
  const shown = missing > 0 ? reader.say('review.not_shown', { missing }) : reader.say('review.shown')
  return [
    section([titleOf(product, reader), figures, ...(mean ? [distribution(stars, reader)] : [])].join('\n')),
    context(`${shown}  ·  ${reader.say('review.others', { waiting, hidden })}`),
  ]
}

/** What was looked up. `text`: what was asked for, as the next page is asked for it. */
export function reviewList(
  { product, page }: FoundReviews,
  text: string,
  shownFrom: number,
  rights: ReviewRights,
  reader: Reader,
): Message {
  const title = text ? reader.say('review.title_filtered', { text }) : reader.say('review.title')
  const rows = reviewRowBlocks(page.rows, rights, reader)
  const favourites = product
    ? [{ label: reader.say('favourites.title'), operation: 'review.favourites', argument: product.sku }]
    : []
  const more = [...favourites, ...(rights.moderate ? [queueButton(reader)] : [])]
  return {
    text: escapeText(title),
    blocks: [
      header(title),
      ...(product ? productBlocks(product, shownFrom, reader) : []),
      ...(rows.length > 0 ? rows : [section(reader.say('review.empty'))]),
      ...pageButtons(page, 'review.show', text, reader),
      ...(more.length > 0 ? [buttons(...more)] : []),
    ],
  }
}
