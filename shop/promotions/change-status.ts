import type { Db } from '../../db/tables/index.ts'
import { denied, type Member } from '../access/member.ts'
import { audit } from '../audit.ts'
import { ok, type Result, refuse } from '../result.ts'
import { transact } from '../transact.ts'
import { lockPromotion } from './find.ts'

/** What people do with a promotion, and from which statuses it can be done. An ended one stays ended. */
const steps = {
  pause: { from: ['active'], to: 'paused' },
  resume: { from: ['draft', 'paused'], to: 'active' },
  end: { from: ['draft', 'active', 'paused'], to: 'ended' },
} as const
export type PromotionStep = keyof typeof steps

/**
 * Pauses, resumes (or starts a draft) or ends a promotion, and gives its code. Doing so again changes nothing. Orders
 * that were priced with it before but not placed yet are refused from now on.
 */
export const changeStatus = (
  db: Db,
  asked: { code: string; step: PromotionStep; reason: string | null; member: Member; via: string },
  now: Temporal.Instant,
): Promise<Result<{ code: string; changed: boolean }>> =>
  transact<{ code: string; changed: boolean }>(db, async (trx) => {
    const { step, reason, member, via } = asked
    const missing = denied(member, 'promotion.manage')
    if (missing) return missing
    const row = await lockPromotion(trx, asked.code)
    if (!row.ok) return row
    const { code, status, version } = row.value
    const { from, to } = steps[step]
    if (status === to) return ok({ code, changed: false })
    if (!(from as readonly string[]).includes(status)) return refuse(`promotion.closed.${status as 'draft' | 'ended'}`)
    await trx
      .updateTable('promotions')
      .set({ status: to, version: version + 1, updated_at: now })
      .where('code', '=', code)
      .execute()
    const change = { before: { status }, after: { status: to } }
    await audit(trx, { member: member.id, action: `promotion.${to}`, subject: code, ...change, reason, via }, now)
    return ok({ code, changed: true })
  })
