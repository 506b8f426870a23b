import type { RateBook } from '../rates/book.ts'
import { type Refusal, refuse } from '../result.ts'
import { feeOf } from './fee.ts'
import { noUses, type PaymentAsked, type ReasonCode, reasons, type Uses } from './reasons.ts'
import type { PaymentMethod } from './rules.ts'

/** What methods are judged by. A method without uses may be absent from `uses`. */
export interface PaymentFacts {
  readonly methods: readonly PaymentMethod[]
  readonly uses: ReadonlyMap<string, Uses>
  readonly rates: RateBook
  readonly now: Temporal.Instant
}

/** Whether a method applies: it does where there is no reason against it. */
export interface Verdict {
  readonly method: PaymentMethod
  /** Every reason against it, in the order of the list. */
  readonly reasons: readonly Refusal[]
  /** What the payment costs, in minor units of the asked currency; null where the amount is not known. */
  readonly fee: bigint | null
}

/** Which methods apply to what is to be paid, and why each other one does not. Pure: storefronts' quotes call it as well. */
export const checkMethods = (asked: PaymentAsked, { methods, uses, rates, now }: PaymentFacts): Verdict[] =>
  methods.map((method) => {
    const known = { uses: uses.get(method.code) ?? noUses, rates, now }
    const against = (Object.keys(reasons) as ReasonCode[]).flatMap((code) => {
      const values = reasons[code](method, asked, known)
      return values ? [refuse(`payment.${code}`, values)] : []
    })
    return { method, reasons: against, fee: asked.amount === null ? null : feeOf(method, asked.amount, asked.currency) }
  })
