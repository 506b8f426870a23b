import type { KnownBlock } from '@slack/types'
import { type Member, may } from '../../shop/access/member.ts'
import type { Key } from '../../shop/i18n/index.ts'
import type { Page } from '../../shop/pages.ts'
import { type Review, reviewRef } from '../../shop/reviews/review.ts'
import {
  type Blocks,
  type Button,
  buttons,
  clip,
  divider,
  escapeText,
  header,
  type Message,
  section,
} from '../blocks.ts'
import { pageButtons } from '../paging.ts'
import type { Reader } from '../reader.ts'

/** What the one who sees a review may do about it. */
export interface ReviewRights {
  moderate: boolean
  reply: boolean
}

/** What a member may do about the reviews that they see. */
export const reviewRights = (member: Member): ReviewRights => ({
  moderate: may(member, 'review.moderate'),
  reply: may(member, 'review.reply'),
})

const marks = { waiting: '⏳', published: '🟢', hidden: '🙈' } as const

/** `★★☆☆☆` */
export const starsOf = (rating: number): string => '★'.repeat(rating) + '☆'.repeat(5 - rating)

/** What a review is about, in the reader's language, safe for mrkdwn. */
export function aboutName({ name, nameZh, sku }: Review, reader: Reader): string {
  const known = reader.locale === 'zh-CN' ? (nameZh ?? name) : name
  return sku === null ? reader.say('review.order_whole') : escapeText(known ?? sku)
}

const said = (text: string, most: number) => `“${escapeText(clip(text, most))}”`

/** Letters of one review in a list, so that a page of them fits into a message. */
const MOST_IN_A_LIST = 1500

/** One review with its standing, its reply and its report; of each text at most so many letters. */
export function reviewText(review: Review, reader: Reader, most: number): string {
  const { rating, sku, order, customer, at, comment, state, decided, reply, report } = review
  const about = [`*${aboutName(review, reader)}*`, ...(sku === null ? [] : [`\`${escapeText(sku)}\``])].join('  ')
  const standing = reader.say(`review.state.${state}`)
  const line = ({ by, at }: { by: string; at: Temporal.Instant }, text: string) => ({
    ...{ who: `<@${by}>`, when: reader.when(at), text: said(text, most) },
  })
  const reason = decided?.reason ? `: ${said(decided.reason, most)}` : ''
  return [
    `${starsOf(rating)}  ${about}  ·  \`${escapeText(order)}\`  ·  ${escapeText(clip(customer, 80))}  ·  ${reader.when(at)}`,
    ...(comment ? [said(comment, most)] : []),
    decided
      ? `${marks[state]} ${reader.say('review.decided', { ...line(decided, ''), state: standing })}${reason}`
      : `${marks[state]} ${standing}`,
    ...(reply ? [`↩️ ${reader.say('review.replied', line(reply, reply.text))}`] : []),
    ...(report ? [`🚩 ${reader.say('review.reported', line(report, report.reason))}`] : []),
  ].join('\n')
}

/** What can be done about a review as it stands. */
export function reviewButtons(review: Review, { moderate, reply }: ReviewRights, reader: Reader): Button[] {
  const { state, report } = review
  const act = (name: 'publish' | 'hide' | 'dismiss' | 'reply' | 'report', label: Key, style?: Button['style']) => ({
    ...{ label: reader.say(label), operation: `review.${name}`, argument: reviewRef(review), ...(style && { style }) },
  })
  const shown = state !== 'hidden'
  return [
    ...(moderate && state !== 'published' ? [act('publish', 'review.publish', 'primary')] : []),
    ...(moderate && report ? [act('dismiss', 'review.dismiss')] : []),
    ...(reply && shown ? [act('reply', review.reply ? 'review.edit_reply' : 'review.reply')] : []),
    ...(moderate && shown ? [act('hide', 'review.hide', 'danger')] : []),
    // Who moderates needs nobody to be asked.
    ...(reply && !moderate && shown && !report ? [act('report', 'review.report')] : []),
  ]
}

/** Opens one review in full. */
export const openButton = (review: Review, reader: Reader): Button => ({
  label: reader.say('button.open'),
  operation: 'review.show',
  argument: reviewRef(review),
})

/** Reviews below each other, each with what can be done about it. */
export const reviewRowBlocks = (rows: readonly Review[], rights: ReviewRights, reader: Reader): Blocks =>
  rows.flatMap((review) => [
    section(clip(reviewText(review, reader, 200), MOST_IN_A_LIST)),
    buttons(...reviewButtons(review, rights, reader), openButton(review, reader)),
  ])

/** Leads to what waits. */
export const queueButton = (reader: Reader): Button => ({
  label: reader.say('review.queue'),
  operation: 'review.queue',
})

/** One review in full. */
export function reviewCard(review: Review, rights: ReviewRights, reader: Reader): Message {
  const history = { label: reader.say('review.history'), operation: 'review.history', argument: reviewRef(review) }
  const { sku } = review
  const others = sku === null ? [] : [{ label: reader.say('review.title'), operation: 'review.show', argument: sku }]
  const more = [history, ...others, ...(rights.moderate ? [queueButton(reader)] : [])]
  return {
    text: `${starsOf(review.rating)} ${aboutName(review, reader)}: ${reader.say(`review.state.${review.state}`)}`,
    blocks: [...fullText(review, reader), buttons(...reviewButtons(review, rights, reader), ...more)],
  }
}

/** Letters of a comment in one section: escaped, each may take five. */
const IN_A_SECTION = 550
/** What a message holds of a comment, escaped; of a longer one the beginning is shown. */
const MOST_OF_A_COMMENT = 9000

/** The text of a review in as many sections as it needs: a comment may have 5,000 letters. */
function fullText(review: Review, reader: Reader): KnownBlock[] {
  const comment = review.comment ?? ''
  if (comment.length <= IN_A_SECTION) return [section(reviewText(review, reader, IN_A_SECTION))]
  const whole = escapeText(comment).length <= MOST_OF_A_COMMENT ? comment : clip(comment, MOST_OF_A_COMMENT / 5)
  const parts = whole.match(new RegExp(`[\\s\\S]{1,${IN_A_SECTION}}`, 'gu')) ?? []
  const about = reviewText({ ...review, comment: null }, reader, IN_A_SECTION)
  return [section(about), ...parts.map((part) => section(escapeText(part)))]
}

/** What waits for somebody's look, the longest first. */
export function reviewQueueMessage(page: Page<Review>, rights: ReviewRights, reader: Reader): Message {
  const text = reader.say('review.queue_title')
  const rows = reviewRowBlocks(page.rows, rights, reader)
  return {
    text,
    blocks: [
      header(text),
      ...(rows.length > 0 ? [...rows, divider] : [section(reader.say('review.queue_empty'))]),
      ...pageButtons(page, 'review.queue', '', reader),
    ],
  }
}
