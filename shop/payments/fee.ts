import { convert } from '../money.ts'
import type { PaymentMethod } from './rules.ts'

/** What a payment costs: its percentage, half up to the minor unit, and the fixed part where its currency has one. */
export function feeOf({ rules: { feePercent, feeFixed } }: PaymentMethod, amount: bigint, currency: string): bigint {
  const [whole = '0', fraction = ''] = feePercent.split('.')
  // Two places further to the right of the point: a percentage as a share of 1.
  const digits = (whole + fraction).padStart(fraction.length + 3, '0')
  const places = fraction.length + 2
  return convert(amount, `${digits.slice(0, -places)}.${digits.slice(-places)}`) + (feeFixed[currency] ?? 0n)
}
