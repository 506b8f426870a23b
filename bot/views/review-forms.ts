import type { Key } from '../../shop/i18n/index.ts'
import { replyVersion } from '../../shop/reviews/reply.ts'
import { type Review, reviewRef } from '../../shop/reviews/review.ts'
import { type Modal, section } from '../blocks.ts'
import { textInput } from '../inputs.ts'
import type { Reader } from '../reader.ts'
import { reviewText } from './review.ts'

/** What the reply's form carries: the review, and the reply that its writer saw. */
export const replyArgument = (review: Review): string => JSON.stringify([reviewRef(review), replyVersion(review.reply)])

/** Writes or edits the one public reply. */
export const replyModal = (review: Review, reader: Reader): Modal => ({
  title: reader.say('review.reply_title'),
  submit: reader.say('review.reply_submit'),
  close: reader.say('button.cancel'),
  operation: 'review.reply_save',
  argument: replyArgument(review),
  blocks: [
    section(reviewText(review, reader, 500)),
    textInput('text', {
      label: reader.say('review.reply_field'),
      hint: reader.say('review.reply_hint'),
      value: review.reply?.text,
      long: true,
    }),
  ],
})

/** Asks why, before a review is hidden or reported. */
export const reasonModal = (what: 'hide' | 'report', review: Review, reader: Reader): Modal => ({
  title: reader.say(`review.${what}_title` as Key),
  submit: reader.say(`review.${what}_submit` as Key),
  close: reader.say('button.cancel'),
  operation: `review.${what}_save`,
  argument: reviewRef(review),
  blocks: [
    section(reviewText(review, reader, 500)),
    textInput('reason', {
      label: reader.say('field.reason'),
      hint: reader.say(`review.${what}_hint` as Key),
      long: true,
    }),
  ],
})
