import type { Selectable } from 'kysely'
import type { Db, Tables } from '../../db/tables/index.ts'
import type { Member } from '../access/member.ts'
import { type Page, type PageRequest, pageByPosition } from '../pages.ts'
import { ok, type Result } from '../result.ts'
import { oneReview } from './list.ts'
import { type Review, reviewRef } from './review.ts'

export type ReviewEntry = Selectable<Tables['audit_log']>

/** What people did about one review, newest first: every reply that there was, decisions, and reports. */
export async function reviewHistory(
  db: Db,
  member: Member,
  ref: string,
  request: PageRequest,
): Promise<Result<{ review: Review; page: Page<ReviewEntry> }>> {
  const review = await oneReview(db, member, ref)
  if (!review.ok) return review
  const page = await pageByPosition(request, (limit, offset) =>
    db
      .selectFrom('audit_log')
      .selectAll()
      .where('subject', '=', reviewRef(review.value))
      .where('action', 'like', 'review.%')
      .orderBy('id', 'desc')
      .limit(limit)
      .offset(offset)
      .execute(),
  )
  return ok({ review: review.value, page })
}
