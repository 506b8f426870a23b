import { nearest } from '../../nearest.ts'
import { ok, type Result, refuse } from '../../result.ts'
import type { PromotionType } from '../type.ts'
import { buyGet } from './buy-get.ts'
import { fixedAmount } from './fixed-amount.ts'
import { flashSale } from './flash-sale.ts'
import { percentage } from './percentage.ts'
import { spendThreshold } from './spend-threshold.ts'

/** Every type of promotion there is, in the order in which they are offered. */
export const promotionTypes: readonly PromotionType[] = [spendThreshold, percentage, fixedAmount, buyGet, flashSale]

/** The type that a person named, in any case, with spaces or dashes, or by a part that no other has; refuses with the nearest where there is none. */
export function typeNamed(text: string): Result<PromotionType> {
  const codes = promotionTypes.map(({ code }) => code)
  const written = text
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_')
  const exact = promotionTypes.find(({ code }) => code === written)
  const [part, ...others] = promotionTypes.filter(({ code }) => `_${code}`.includes(`_${written}`))
  const found = exact ?? (others.length === 0 ? part : undefined)
  if (found) return ok(found)
  return refuse('promotion.unknown_type', { text, nearest: nearest(written, codes)[0] ?? '', all: codes })
}

/** The type of a stored promotion. Throws where a later version has stored one that this one does not know. */
export function typeOf(code: string): PromotionType {
  const found = promotionTypes.find((type) => type.code === code)
  if (!found) throw new RangeError(`no promotion type ${code}`)
  return found
}
