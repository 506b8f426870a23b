import { type RateBook, rateOf } from '../rates/book.ts'
import type { RefusalValues } from '../result.ts'
import { regionAmong } from './regions.ts'
import { type PaymentMethod, STOREFRONT } from './rules.ts'

/** What is to be paid, by whom and where from. */
export interface PaymentAsked {
  /** In minor units; null: not known yet, and no bound is checked. */
  readonly amount: bigint | null
  readonly currency: string
  /** Null: a guest. */
  readonly customer: string | null
  readonly region: string | null
  /** Roles of the colleague who takes the payment, or the storefront. */
  readonly by: readonly string[] | typeof STOREFRONT
}

/** How often a method was used: on this day, by this customer, and by this customer on this day. */
export interface Uses {
  readonly day: number
  readonly customer: number
  readonly customerDay: number
}

export const noUses: Uses = { day: 0, customer: 0, customerDay: 0 }

/** What is known when a method is judged. */
export interface Known {
  readonly uses: Uses
  readonly rates: RateBook
  readonly now: Temporal.Instant
}

/** Gives what the words need where the method is refused for this reason, else null. */
type Reason = (method: PaymentMethod, asked: PaymentAsked, known: Known) => RefusalValues | null

/** A limit on uses: null where there is none or something is left. */
const usedUp = (most: number | null, uses: number): RefusalValues | null =>
  most !== null && uses >= most ? { most, uses } : null

/** Whether someone may do what is limited to some roles. An empty list is no limit. */
export const roleAllowed = (roles: readonly string[], by: PaymentAsked['by']): boolean =>
  roles.length === 0 || (by === STOREFRONT ? roles.includes(STOREFRONT) : by.some((role) => roles.includes(role)))

/** Why a method may not be used: one line a reason, all of them asked. Words: `refusal.payment.CODE`. */
export const reasons = {
  off: ({ code, enabled }) => (enabled ? null : { code }),

  currency_not_taken: ({ rules: { currencies } }, { currency }) =>
    currencies.length === 0 || currencies.includes(currency) ? null : { currency, taken: currencies },

  below_least({ rules }, { amount, currency }) {
    const least = rules.amounts[currency]?.least
    return amount !== null && least != null && amount < least ? { amount, least, currency } : null
  },

  above_most({ rules }, { amount, currency }) {
    const most = rules.amounts[currency]?.most
    return amount !== null && most != null && amount > most ? { amount, most, currency } : null
  },

  region_missing: ({ rules }, { region }) =>
    region === null && rules.allowedRegions.length > 0 ? { allowed: rules.allowedRegions } : null,

  region_not_allowed: ({ rules: { allowedRegions } }, { region }) =>
    region !== null && allowedRegions.length > 0 && !regionAmong(allowedRegions, region)
      ? { region, allowed: allowedRegions }
      : null,

  region_refused({ rules }, { region }) {
    const refused = region === null ? undefined : regionAmong(rules.refusedRegions, region)
    return region !== null && refused !== undefined ? { region, refused } : null
  },

  /** Uses of somebody who is not known cannot be counted. */
  customer_missing: ({ rules }, { customer }) =>
    customer === null && (rules.perCustomer !== null || rules.perCustomerDay !== null) ? {} : null,

  customer_used_up: ({ rules }, { customer }, { uses }) =>
    customer === null ? null : usedUp(rules.perCustomer, uses.customer),

  customer_day_used_up: ({ rules }, { customer }, { uses }) =>
    customer === null ? null : usedUp(rules.perCustomerDay, uses.customerDay),

  day_used_up: ({ rules }, _, { uses }) => usedUp(rules.perDay, uses.day),

  role_may_not_take: ({ rules: { takeRoles } }, { by }) => (roleAllowed(takeRoles, by) ? null : { roles: takeRoles }),

  no_rate: (_, { currency }, { rates, now }) => (rateOf(rates, currency, now) ? null : { currency, shop: rates.shop }),

  rate_stale(_, { currency }, { rates, now }) {
    const rate = rateOf(rates, currency, now)
    return rate?.stale ? { currency, at: String(rate.asOf) } : null
  },
} satisfies Record<string, Reason>

export type ReasonCode = keyof typeof reasons
