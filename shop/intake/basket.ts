import { z } from 'zod'
import { localeOf } from '../i18n/index.ts'
import { toDecimal } from '../money.ts'
import type { Verdict } from '../payments/check.ts'
import { nameOf } from '../payments/methods.ts'
import { missedCoupon } from '../promotions/quote.ts'
import type { Refusal } from '../result.ts'
import { customerWords } from './customer-words.ts'
import { customer, id, money, orderNumber, quantity, text } from './fields.ts'
import type { BasketQuote } from './place.ts'

/** What a customer wants to buy. Without a customer they are a guest. */
export const basket = z.object({
  items: z
    .array(z.object({ sku: text(64), quantity }))
    .min(1)
    .max(200),
  customer: customer.optional(),
  region: text(80).optional(),
  coupon: text(64).optional(),
  /** The language of reasons: that of the customer. */
  locale: text(35).optional(),
})
export type BasketAsked = z.infer<typeof basket>

/** An order is a basket with its number and what the customer was shown. */
export const orderAsked = basket.extend({
  order: orderNumber,
  shipping: money.optional(),
  tax: money.optional(),
  /** What the customer agreed to pay; a price that has changed since is refused. */
  total: money.optional(),
  /** How it is going to be paid: the method's uses are limited. `id` is that of the payment as it will be told. */
  payment: z.object({ id, method: text(40) }).optional(),
})
export type OrderAsked = z.infer<typeof orderAsked>

/** A refusal for a storefront: its code, and words in the customer's language. */
export const reason = (refusal: Refusal, locale: string | undefined) => ({
  code: refusal.code,
  message: customerWords(refusal, localeOf(locale, 'en')),
})

/** A quote as storefronts get it: money as decimal strings. `coupon`: why the coupon that was brought takes nothing off. */
export function quoteAnswer({ quote, methods }: BasketQuote, locale: string | undefined) {
  const { currency, lines, names, gross, discount, total, applied, missed } = quote
  const decimal = (amount: bigint) => toDecimal(amount, currency)
  const terms = new Map(quote.promotions.map(({ code, terms }) => [code, terms]))
  const named = (promotion: string) => {
    const { name, name_zh } = terms.get(promotion) ?? {}
    return { promotion, name: name ?? promotion, name_zh: name_zh ?? null }
  }
  const coupon = quote.coupon ?? missedCoupon(quote)
  return {
    currency,
    lines: lines.map(({ sku, quantity, unitPrice, gross, discounts, total }) => ({
      ...{ sku, name: names.get(sku)?.name ?? sku, name_zh: names.get(sku)?.nameZh ?? null },
      ...{ quantity, unit_price: decimal(unitPrice), gross: decimal(gross), total: decimal(total) },
      discounts: discounts.map(({ promotion, off }) => ({ ...named(promotion), off: decimal(off) })),
    })),
    ...{ gross: decimal(gross), discount: decimal(discount), total: decimal(total) },
    promotions: {
      applied: applied.map(({ promotion, off, coupon }) => ({ ...named(promotion), off: decimal(off), coupon })),
      missed: missed.map(({ promotion, why }) => ({ ...named(promotion), ...reason(why, locale) })),
    },
    coupon: coupon && reason(coupon, locale),
    payment_methods: methodsAnswer(methods, currency, locale),
  }
}

/** Which methods apply, and why each other one does not, as storefronts get it. */
export const methodsAnswer = (methods: readonly Verdict[], currency: string, locale: string | undefined) =>
  methods.map(({ method, reasons, fee }) => ({
    method: method.code,
    name: nameOf(method, localeOf(locale, 'en')),
    applies: reasons.length === 0,
    fee: fee === null ? null : toDecimal(fee, currency),
    reasons: reasons.map((why) => reason(why, locale)),
  }))
