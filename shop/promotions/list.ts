import type { Db } from '../../db/tables/index.ts'
import { denied, type Member } from '../access/member.ts'
import { type Audited, auditTrail } from '../audit.ts'
import { type Page, type PageRequest, pageByPosition } from '../pages.ts'
import { ok, type Result } from '../result.ts'
import type { Settings } from '../settings/registry.ts'
import { counterKey, countersAt, promotionSubject } from './counters.ts'
import { demandPromotion, readPromotions } from './find.ts'
import {
  nothingUsed,
  type Promotion,
  type PromotionState,
  promotionStates,
  readPromotion,
  stateOf,
  type Used,
} from './promotion.ts'

/** A promotion, how it stands, and what it has given. */
export interface PromotionCard {
  readonly promotion: Promotion
  /** What people wrote in its form. */
  readonly texts: Readonly<Record<string, string>>
  readonly used: Used
  readonly state: PromotionState
  readonly until: Temporal.Instant | null
}

export type Listed = Omit<PromotionCard, 'texts'>

/** Every promotion, running ones first, then by priority. There are hundreds of them at most. */
export async function listPromotions(
  db: Db,
  settings: Settings,
  member: Member,
  request: PageRequest,
  now: Temporal.Instant,
): Promise<Result<Page<Listed>>> {
  const missing = denied(member, 'promotion.manage')
  if (missing) return missing
  const promotions = await readPromotions(db, settings, ['draft', 'active', 'paused', 'ended'])
  const subjects = promotions.map(({ code }) => promotionSubject(code))
  const counters = await countersAt(db, subjects, null)
  const rows = promotions
    .map((promotion) => listed(promotion, counters, now))
    .toSorted(
      (a, b) =>
        promotionStates.indexOf(a.state) - promotionStates.indexOf(b.state) ||
        b.promotion.terms.priority - a.promotion.terms.priority ||
        (a.promotion.code < b.promotion.code ? -1 : 1),
    )
  return ok(await pageByPosition(request, async (limit, offset) => rows.slice(offset, offset + limit)))
}

function listed(promotion: Promotion, counters: ReadonlyMap<string, Used>, now: Temporal.Instant): Listed {
  const used = counters.get(counterKey(promotionSubject(promotion.code), null)) ?? nothingUsed
  const { state, until } = stateOf(promotion, used, now)
  return { promotion, used, state, until }
}

/** One promotion by its code in any case; refuses an unknown one with the nearest. */
export async function promotionCard(
  db: Db,
  settings: Settings,
  member: Member,
  code: string,
  now: Temporal.Instant,
): Promise<Result<PromotionCard>> {
  const missing = denied(member, 'promotion.manage')
  if (missing) return missing
  const row = await demandPromotion(db, code)
  if (!row.ok) return row
  const promotion = readPromotion(row.value, settings['shop.timezone'])
  const counters = await countersAt(db, [promotionSubject(promotion.code)], null)
  return ok({ ...listed(promotion, counters, now), texts: { ...row.value.rule, ...row.value.terms } })
}

/** What people did with one promotion, or with all, newest first. */
export async function promotionHistory(
  db: Db,
  member: Member,
  code: string,
  request: PageRequest,
): Promise<Result<Page<Audited>>> {
  const missing = denied(member, 'promotion.manage')
  if (missing) return missing
  const row = code ? await demandPromotion(db, code) : ok(null)
  if (!row.ok) return row
  return ok(await auditTrail(db, 'promotion', row.value?.code ?? null, request))
}
