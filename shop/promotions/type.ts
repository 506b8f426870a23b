import type { Refusal } from '../result.ts'
import type { Fields, ValuesOf } from './fields.ts'

/** A line of the basket that is in a promotion's scope, as the promotions before it have left it. */
export interface Eligible {
  readonly sku: string
  readonly quantity: number
  /** What the line still costs, in minor units. */
  readonly left: bigint
}

/**
 * What a promotion takes off each eligible line, in their order, and how many pieces it was about (`wanted`: would have
 * been, had there been room); or why it does not.
 */
export type Outcome = { readonly off: readonly bigint[]; readonly pieces: number; readonly wanted?: number } | Refusal

/** What the type may reckon with beside the lines. */
export interface Room {
  readonly currency: string
  /** Pieces that its limits still allow; Infinity without one. */
  readonly pieces: number
}

/** Most pieces that may be sold by a promotion, in all and to one customer. */
export interface PieceLimits {
  readonly pieces: number | null
  readonly piecesEach: number | null
}

/** One kind of promotion. Its words are in the catalogue: `promotion.type.CODE` and `promotion.type.CODE.about`. */
export interface PromotionType<F extends Fields = Fields> {
  readonly code: string
  readonly fields: F
  /** Why these values, each good in itself, do not fit together, and the field at which to say so. */
  check?(rule: ValuesOf<F>): { field: keyof F & string; refusal: Refusal } | null
  pieceLimits?(rule: ValuesOf<F>): PieceLimits
  /** Quantities of goods of this price at which it cuts deepest: where a price below cost would show. One piece where absent. */
  deepest?(rule: ValuesOf<F>, unitPrice: bigint): readonly number[]
  apply(lines: readonly Eligible[], rule: ValuesOf<F>, room: Room): Outcome
}

/** Ties the type of `rule` to the fields. */
export const promotionType = <const F extends Fields>(type: PromotionType<F>): PromotionType =>
  type as unknown as PromotionType

export const leftOf = (lines: readonly Eligible[]): bigint => lines.reduce((sum, { left }) => sum + left, 0n)

export const piecesOf = (lines: readonly Eligible[]): number => lines.reduce((sum, { quantity }) => sum + quantity, 0)
