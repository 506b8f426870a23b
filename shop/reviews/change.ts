import type { Updateable } from 'kysely'
import type { Db, Tables } from '../../db/tables/index.ts'
import { denied, type Member, scopeOf } from '../access/member.ts'
import { audit } from '../audit.ts'
import type { Jobs } from '../jobs.ts'
import { ok, type Refusal, type Result } from '../result.ts'
import { transact } from '../transact.ts'
import { redrawReview } from './alert.ts'
import { demandReview, type Review, reviewRef } from './review.ts'

/** What a person wants of a review, named by its reference. */
export interface Asked {
  review: string
  member: Member
  via: string
}

/** A change as the audit keeps it, and the columns that it writes. */
export interface ReviewChange {
  action: `review.${'published' | 'hidden' | 'replied' | 'reported' | 'dismissed'}`
  set: Updateable<Tables['reviews']>
  before?: unknown
  after?: unknown
  reason?: string | null
}

/**
 * Changes one review as `decide` says about how it stands, holding its row, and redraws what was told of it. Gives it as
 * it is then. Refuses who lacks the permission, and a review that is unknown or another merchant's.
 */
export function changeReview(
  db: Db,
  jobs: Jobs,
  { review: ref, member, via }: Asked,
  permission: 'review.moderate' | 'review.reply',
  decide: (review: Review) => ReviewChange | Refusal,
  now: Temporal.Instant,
): Promise<Result<Review>> {
  return transact(db, async (trx) => {
    const missing = denied(member, permission)
    if (missing) return missing
    const scope = scopeOf(member, permission)
    const named = await demandReview(trx, ref, scope)
    if (!named.ok) return named
    const { order, id } = named.value
    const row = trx.selectFrom('reviews').select('id').where('order_number', '=', order).where('id', '=', id)
    await row.forUpdate().executeTakeFirstOrThrow()
    const found = await demandReview(trx, ref, scope)
    if (!found.ok) return found
    const change = decide(found.value)
    if ('ok' in change) return change
    const { set, ...entry } = change
    await trx.updateTable('reviews').set(set).where('order_number', '=', order).where('id', '=', id).execute()
    await audit(trx, { member: member.id, subject: reviewRef(found.value), via, ...entry }, now)
    await redrawReview(trx, jobs, found.value)
    const changed = await demandReview(trx, ref, scope)
    return changed.ok ? ok(changed.value) : changed
  })
}
