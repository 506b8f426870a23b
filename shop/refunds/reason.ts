import { hasKey, type Locale, t } from '../i18n/index.ts'

/** Why money goes back where nobody had to say so: kept as this code. Words: `refund.reason.CODE`. */
export const ORDER_CANCELLED = 'order_cancelled'
export const GOODS_RETURNED = 'goods_returned'
export const GOODS_EXCHANGED = 'goods_exchanged'

/** Why money goes back: a code in the reader's language, what a person wrote as it was written. */
export function reasonWords(locale: Locale, reason: string): string {
  const key = `refund.reason.${reason}`
  return hasKey(key) ? t(locale, key) : reason
}
