import { z } from 'zod'
import { localeOf } from '../i18n/index.ts'
import { toDecimal } from '../money.ts'
import type { Verdict } from '../payments/check.ts'
import { nameOf } from '../payments/methods.ts'
import { missedCoupon } from '../promotions/quote.ts'
import type { Refusal } from '../result.ts'
import { type CustomerReader, customerWords } from './customer-words.ts'
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
export const reason = (refusal: Refusal, reader: CustomerReader) => ({
  code: refusal.code,
  message: customerWords(refusal, reader),
})

/**
 * A quote as storefronts get it: money as decimal strings. `coupon`: why the coupon that was brought takes nothing off;
 * `short`: why a promotion did not apply to more pieces.
 */
export function quoteAnswer({ quote, methods, zone }: BasketQuote, locale: string | undefined) {
  const reader = { locale: localeOf(locale, 'en'), zone }
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
      applied: applied.map(({ promotion, off, coupon, short }) => ({
        ...{ ...named(promotion), off: decimal(off), coupon, short: short && reason(short, reader) },
      })),
      missed: missed.map(({ promotion, why }) => ({ ...named(promotion), ...reason(why, reader) })),
    },
    coupon: coupon && reason(coupon, reader),
    payment_methods: methodsAnswer(methods, currency, reader),
  }
}

/** Which methods apply, and why each other one does not, as storefronts get it. */
export const methodsAnswer = (methods: readonly Verdict[], currency: string, reader: CustomerReader) =>
  methods.map(({ method, reasons, fee }) => ({
    method: method.code,
    name: nameOf(method, reader.locale),
    applies: reasons.length === 0,
    fee: fee === null ? null : toDecimal(fee, currency),
    reasons: reasons.map((why) => reason(why, reader)),
  }))
