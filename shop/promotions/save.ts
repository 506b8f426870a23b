import type { Db, Trx } from '../../db/tables/index.ts'
import { denied, type Member } from '../access/member.ts'
import { audit } from '../audit.ts'
import { ok, type Result, refuse } from '../result.ts'
import { readSettings } from '../settings/read.ts'
import type { Settings } from '../settings/registry.ts'
import { transact } from '../transact.ts'
import { lockPromotion, readPromotions } from './find.ts'
import { type Problems, readForm } from './form.ts'
import { type Promotion, type PromotionRow, readPromotion } from './promotion.ts'
import { unknownInScope } from './scope.ts'
import { typeOf } from './types/index.ts'
import { type Warning, warningsOf } from './warnings.ts'

/** A promotion's form as it was filled in. */
export interface PromotionAsked {
  code: string
  /** Of a new one. */
  type: string | null
  /** Of the one that is edited: as it was when the form was drawn. */
  version: number | null
  texts: Readonly<Record<string, string>>
  draft: boolean
  /** The warnings that were shown and accepted, as `warningKey` gives them. */
  accepted: string | null
  member: Member
  via: string
}

/** Saved, or what is wrong with the form, or what to think over first. */
export type Saving = { saved: Promotion } | { problems: Problems } | { warnings: readonly Warning[] }

/** Names warnings, so that accepting them accepts no others. */
export const warningKey = (warnings: readonly Warning[]): string =>
  warnings
    .map(({ code, values: { sku, skus, codes, count } }) => [code, count, sku ?? skus ?? codes].join(':'))
    .join(' ')

const CODE = /^[A-Z0-9][A-Z0-9_-]{1,39}$/

/**
 * Makes a promotion, or changes one. Nothing is stored while the form has problems, nor before warnings about overlaps
 * and prices below cost were accepted. What orders have taken already stays counted. Refuses to edit what has ended,
 * and what somebody else has changed meanwhile.
 */
export const savePromotion = (db: Db, asked: PromotionAsked, now: Temporal.Instant): Promise<Result<Saving>> =>
  transact<Saving>(db, async (trx) => {
    const missing = denied(asked.member, 'promotion.manage')
    if (missing) return missing
    const settings = await readSettings(trx)
    const before = asked.type === null ? await editable(trx, asked) : ok(null)
    if (!before.ok) return before
    const code = before.value?.code ?? asked.code.trim().toUpperCase()
    const type = typeOf(before.value?.type ?? asked.type ?? '')
    const where = { currency: before.value?.currency ?? settings['shop.currency'], zone: settings['shop.timezone'] }
    const form = readForm(type, asked.texts, where)
    const misnamed: Problems = CODE.test(code) ? {} : { code: refuse('promotion.code_malformed', { code: asked.code }) }
    if ('problems' in form) return ok({ problems: { ...misnamed, ...form.problems } })
    if (misnamed.code) return ok({ problems: misnamed })
    const status = before.value?.status ?? (asked.draft ? 'draft' : 'active')
    const row = { code, type: type.code, status, currency: where.currency, ...form.value }
    const promotion = readPromotion({ ...row, version: (before.value?.version ?? 0) + 1 }, where.zone)
    const { ends } = promotion.schedule
    if (ends && Temporal.Instant.compare(ends, now) <= 0)
      return ok({ problems: { ends: refuse('promotion.ends_past', { text: form.value.terms.ends ?? '' }) } })
    const unknown = await unknownInScope(trx, promotion)
    if (unknown) return ok({ problems: unknown })
    const warnings = await warningsBefore(trx, settings, promotion, now)
    if (warnings.length > 0 && asked.accepted !== warningKey(warnings)) return ok({ warnings })
    const stored = await store(trx, promotion, row, asked.member, now)
    if (!stored) return ok({ problems: { code: refuse('promotion.code_taken', { code }) } })
    const { member, via } = asked
    const action = before.value ? 'promotion.edited' : 'promotion.created'
    const change = { before: before.value ? textsOf(before.value) : undefined, after: textsOf(row) }
    await audit(trx, { member: member.id, action, subject: code, ...change, via }, now)
    return ok({ saved: promotion })
  })

async function editable(trx: Trx, { code, version }: PromotionAsked): Promise<Result<PromotionRow>> {
  const row = await lockPromotion(trx, code)
  if (!row.ok) return row
  if (row.value.status === 'ended') return refuse('promotion.closed.ended')
  return row.value.version === version ? row : refuse('promotion.changed_meanwhile', { code: row.value.code })
}

/** What the audit keeps: the fields as people wrote them. */
const textsOf = ({ type, rule, terms }: Pick<PromotionRow, 'type' | 'rule' | 'terms'>) => ({ type, ...rule, ...terms })

/** False where there is such a code already. */
async function store(
  trx: Trx,
  { version }: Promotion,
  { rule, terms, ...row }: Omit<PromotionRow, 'version'>,
  member: Member,
  now: Temporal.Instant,
): Promise<boolean> {
  const texts = { rule: JSON.stringify(rule), terms: JSON.stringify(terms), version, updated_at: now }
  if (version > 1) {
    await trx.updateTable('promotions').set(texts).where('code', '=', row.code).execute()
    return true
  }
  const made = await trx
    .insertInto('promotions')
    .values({ ...row, ...texts, created_at: now, created_by: member.id })
    .onConflict((conflict) => conflict.doNothing())
    .returning('code')
    .executeTakeFirst()
  return made !== undefined
}

async function warningsBefore(
  trx: Trx,
  settings: Settings,
  promotion: Promotion,
  now: Temporal.Instant,
): Promise<Warning[]> {
  const others = await readPromotions(trx, settings, ['active', 'paused'])
  const lasting = others.filter(({ schedule: { ends } }) => !ends || Temporal.Instant.compare(now, ends) < 0)
  const products = await trx
    .selectFrom('products')
    .leftJoin('categories', 'categories.id', 'products.category')
    .select(['sku', 'price as unitPrice', 'categories.path', 'tags', 'merchant_id as merchant', 'cost'])
    .where('listed', '=', true)
    .where('currency', '=', promotion.currency)
    .execute()
  const goods = products.map(({ path, ...product }) => ({ ...product, categories: path ?? [] }))
  return warningsOf(promotion, lasting, goods, now)
}
