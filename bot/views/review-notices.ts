import type { Audited } from '../../shop/audit.ts'
import type { Key } from '../../shop/i18n/index.ts'
import type { Page } from '../../shop/pages.ts'
import type { ReviewAlert, ReviewReport } from '../../shop/reviews/alert.ts'
import { type Review, reviewRef } from '../../shop/reviews/review.ts'
import { buttons, clip, escapeText, header, type Message, quote, section } from '../blocks.ts'
import { pageButtons } from '../paging.ts'
import type { Reader } from '../reader.ts'
import { aboutName, openButton, type ReviewRights, reviewButtons, reviewText, starsOf } from './review.ts'

/** The alert about a negative review, with its buttons as long as nobody has answered it. */
export function reviewAlertMessage({ review, answered }: ReviewAlert, rights: ReviewRights, reader: Reader): Message {
  const text = reader.say('review.alert', { name: aboutName(review, reader) })
  const row = answered ? [] : reviewButtons(review, rights, reader)
  return {
    text: `${starsOf(review.rating)} ${text}`,
    blocks: [
      section(`*${text}*`),
      section(reviewText(review, reader, 500)),
      buttons(...row, openButton(review, reader)),
    ],
  }
}

/** A report for those who moderate, and then what came of it. */
export function reviewReportMessage({ review, reason, by, settled }: ReviewReport, reader: Reader): Message {
  const text = reader.say('review.report_alert', { who: `<@${by}>`, name: aboutName(review, reader) })
  const outcome = settled && {
    who: `<@${settled.by}>`,
    when: reader.when(settled.at),
    action: reader.say(settled.action.replace(/^review\./, 'review.action.') as Key),
  }
  const row = settled ? [] : reviewButtons(review, { moderate: true, reply: false }, reader)
  return {
    text,
    blocks: [
      section(`*${text}*\n${quote(reason)}${outcome ? `\n✅ ${reader.say('review.report_settled', outcome)}` : ''}`),
      section(reviewText({ ...review, report: null }, reader, 500)),
      buttons(...row, openButton(review, reader)),
    ],
  }
}

const MOST_OF_AN_ENTRY = 700

/** Who did what about a review, newest first, with every wording of the reply. */
export function reviewHistoryMessage(review: Review, page: Page<Audited>, reader: Reader): Message {
  const ref = reviewRef(review)
  const text = reader.say('review.history_title', { review: ref })
  const lines = page.rows.map(({ at, member_id, action, after, reason }) => {
    const done = reader.say(action.replace(/^review\./, 'review.action.') as Key)
    const { reply } = (after ?? {}) as { reply?: string }
    const words = [...(reply ? [quote(reply)] : []), ...(reason ? [quote(reason)] : [])]
    const parts = [reader.when(at), `${member_id ? `<@${member_id}>` : 'Backroom'} ${done}`, ...words]
    return section(clip(`• ${parts.join('  ·  ')}`, MOST_OF_AN_ENTRY))
  })
  return {
    text: escapeText(text),
    blocks: [
      header(text),
      ...(lines.length > 0 ? lines : [section(reader.say('review.history_empty'))]),
      ...pageButtons(page, 'review.history', ref, reader),
      buttons(openButton(review, reader)),
    ],
  }
}
