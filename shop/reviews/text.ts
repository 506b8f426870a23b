import { ok, type Result, refuse } from '../result.ts'
import { isVisible } from '../visible.ts'

/** Letters of a reply or a reason. */
export const MOST_LETTERS = 2000

/** What a person wrote about a review, without blanks around it; refuses what cannot be seen, and too much. */
export function reviewText(text: string, missing: 'review.reason_needed' | 'review.reply_needed'): Result<string> {
  const trimmed = text.trim()
  if (!isVisible(trimmed)) return refuse(missing)
  return trimmed.length > MOST_LETTERS ? refuse('review.text_too_long', { most: MOST_LETTERS }) : ok(trimmed)
}
