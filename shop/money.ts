import currencies from 'currency-codes'
import { ok, type Result, refuse } from './result.ts'

const minorDigits = new Map(currencies.data.map(({ code, digits }) => [code, digits]))

/** Minor digits of a currency by ISO 4217 (in capitals), or null where there is no such currency. Intl differs for 17 of them. */
export const currencyDigits = (currency: string): number | null => minorDigits.get(currency) ?? null

function digitsOf(currency: string): number {
  const digits = currencyDigits(currency)
  if (digits === null) throw new RangeError(`no ISO 4217 currency ${currency}`)
  return digits
}

/** Minor units as a decimal string with all of the currency's digits: 12345n CNY -> "123.45". */
export function toDecimal(amount: bigint, currency: string): string {
  const digits = digitsOf(currency)
  const sign = amount < 0n ? '-' : ''
  const text = String(amount < 0n ? -amount : amount).padStart(digits + 1, '0')
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`
}

/** Most an amount may be, in minor units: within int8 with room for sums over many orders. */
export const greatestAmount = 10n ** 15n

/**
 * Reads what a person or file wrote as an amount, exactly: plain ASCII digits with at most the currency's decimals.
 * Refuses signs, exponents, grouping, symbols, other scripts' digits and more than a trillion.
 */
export function parseAmount(text: string, currency: string): Result<bigint> {
  const digits = digitsOf(currency)
  const match = /^(\d{1,16})(?:\.(\d+))?$/.exec(text.trim())
  const fraction = match?.[2] ?? ''
  const amount = match && fraction.length <= digits ? BigInt((match[1] ?? '') + fraction.padEnd(digits, '0')) : null
  if (amount !== null && amount <= greatestAmount) return ok(amount)
  const example = toDecimal(12n * 10n ** BigInt(digits), currency)
  return refuse('amount.malformed', { text, currency, digits, example })
}

/** Minor units for a reader: ¥1,234.50. Exact: Intl takes the decimal string, never a float. */
export function formatMoney(amount: bigint, currency: string, locale: string): string {
  const digits = digitsOf(currency)
  return formatter(locale, currency, digits).format(toDecimal(amount, currency) as Intl.StringNumericLiteral)
}

const formatters = new Map<string, Intl.NumberFormat>()

/** Building one costs 50 times a formatting; there are few locales and currencies. */
function formatter(locale: string, currency: string, digits: number): Intl.NumberFormat {
  const key = `${locale} ${currency}`
  let found = formatters.get(key)
  if (!found) {
    found = new Intl.NumberFormat(locale, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    })
    formatters.set(key, found)
  }
  return found
}

/**
 * Splits an amount in proportion to weights without losing a unit: the largest remainders get what rounding leaves
 * (Hare quota), the earlier first among equals. With no weight at all everything falls on the first.
 */
export function allocate(amount: bigint, weights: readonly bigint[]): bigint[] {
  if (weights.length === 0) throw new RangeError('nothing to allocate to')
  const total = weights.reduce((sum, weight) => sum + weight, 0n)
  if (total === 0n) return weights.map((_, index) => (index === 0 ? amount : 0n))
  const shares = weights.map((weight) => (amount * weight) / total)
  const left = Number(amount - shares.reduce((sum, share) => sum + share, 0n))
  const byRemainder = weights
    .map((weight, index) => ({ index, remainder: (amount * weight) % total }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder < b.remainder ? 1 : -1))
  for (const { index } of byRemainder.slice(0, left)) shares[index] = (shares[index] ?? 0n) + 1n
  return shares
}

/** A percentage, as a decimal of at most two places, in hundredths: 12.5 is 1250n. */
export function hundredths(percent: string): bigint {
  const [whole = '0', fraction = ''] = percent.split('.')
  return BigInt(whole + fraction.padEnd(2, '0'))
}

/** Minor units of one currency as minor units of the shop's, half away from zero, at an order's stored rate. */
export function convert(amount: bigint, rate: string): bigint {
  const [whole = '0', fraction = ''] = rate.split('.')
  const scale = 10n ** BigInt(fraction.length)
  const product = amount * BigInt(whole + fraction)
  const half = product < 0n ? -scale / 2n : scale / 2n
  return (product + half) / scale
}

/** The rate as orders keep it (minor to minor) of one that people quote (1 unit of `from` in units of `to`). */
export function minorRate(rate: string, from: string, to: string): string {
  const shift = digitsOf(to) - digitsOf(from)
  const [whole = '0', fraction = ''] = rate.split('.')
  const digits = whole + fraction
  const scale = fraction.length - shift
  if (scale <= 0) return String(BigInt(digits) * 10n ** BigInt(-scale))
  const padded = digits.padStart(scale + 1, '0')
  return `${BigInt(padded.slice(0, -scale))}.${padded.slice(-scale)}`
}
