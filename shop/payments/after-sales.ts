import type { Member } from '../access/member.ts'
import { type Refusal, refuse } from '../result.ts'
import { roleAllowed } from './reasons.ts'
import type { PaymentMethod } from './rules.ts'

/**
 * The method by which refunds and exchanges of a payment are settled: the one set for its method where that takes the
 * order's currency, else its own. Whether a method is off does not matter: that is about new payments.
 */
export function afterSalesMethod(methods: readonly PaymentMethod[], paidBy: string, currency: string): string {
  const set = methods.find(({ code }) => code === paidBy)?.rules.afterSales
  const other = methods.find(({ code }) => code === set)
  if (!other) return paidBy
  const { currencies } = other.rules
  return currencies.length === 0 || currencies.includes(currency) ? other.code : paidBy
}

/** Why somebody (null: a customer, by the storefront) may not request a refund by this method; null where they may. */
export function mayNotRefund(member: Member | null, methods: readonly PaymentMethod[], code: string): Refusal | null {
  const { refundRoles = [] } = methods.find((method) => method.code === code)?.rules ?? {}
  return member === null || roleAllowed(refundRoles, member.roles)
    ? null
    : refuse('payment.role_may_not_refund', { code, roles: refundRoles })
}
