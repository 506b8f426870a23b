import type { Db } from '../../db/tables/index.ts'
import type { Member } from '../access/member.ts'
import { type Audited, auditTrail } from '../audit.ts'
import type { Page, PageRequest } from '../pages.ts'
import { ok, type Result } from '../result.ts'
import { oneReview } from './list.ts'
import { type Review, reviewRef } from './review.ts'

/** What people did about one review, newest first: every reply that there was, decisions, and reports. */
export async function reviewHistory(
  db: Db,
  member: Member,
  ref: string,
  request: PageRequest,
): Promise<Result<{ review: Review; page: Page<Audited> }>> {
  const review = await oneReview(db, member, ref)
  if (!review.ok) return review
  return ok({ review: review.value, page: await auditTrail(db, 'review', reviewRef(review.value), request) })
}
