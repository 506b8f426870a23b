import type { Refusal } from '../result.ts'
import type { Coupon } from './limits.ts'
import type { Used } from './promotion.ts'

export interface BasketLine {
  readonly sku: string
  readonly quantity: number
  /** Minor units. */
  readonly unitPrice: bigint
  /** The product's category and all above it. */
  readonly categories: readonly string[]
  readonly tags: readonly string[]
  readonly merchant: string | null
}

/** What somebody wants to buy. Null: not known. All money is in the currency of the shop. */
export interface Basket {
  readonly currency: string
  readonly lines: readonly BasketLine[]
  readonly customer: string | null
  readonly region: string | null
}

/** What pricing goes by beside the basket and the promotions. */
export interface Facts {
  readonly at: Temporal.Instant
  /** The customer is known and has no order yet. */
  readonly firstOrder: boolean
  readonly coupon: Coupon | null
  /** By counter (see `counterKey`); one that is absent stands at nothing. */
  readonly used: ReadonlyMap<string, Used>
}

export interface PricedLine extends BasketLine {
  readonly gross: bigint
  readonly discounts: readonly { readonly promotion: string; readonly off: bigint }[]
  readonly total: bigint
}

/** A promotion that applied, with all that taking it needs. */
export interface Applied {
  readonly promotion: string
  readonly version: number
  readonly off: bigint
  readonly pieces: number
  /** The coupon that opened it. */
  readonly coupon: string | null
  /** Why it was not about more pieces, where a limit on pieces cut it short. */
  readonly short: Refusal | null
}

export interface Priced {
  readonly currency: string
  readonly lines: readonly PricedLine[]
  readonly gross: bigint
  readonly discount: bigint
  readonly total: bigint
  /** In the order in which they were applied. */
  readonly applied: readonly Applied[]
  /** Why each other one was not. */
  readonly missed: readonly { readonly promotion: string; readonly why: Refusal }[]
}
