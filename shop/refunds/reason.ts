import { hasKey, type Locale, t } from '../i18n/index.ts'

/** Why money goes back where nobody had to say so: kept as this code. Words: `refund.reason.CODE`. */
const ORDER_CANCELLED = 'order_cancelled'
export const GOODS_RETURNED = 'goods_returned'
export const GOODS_EXCHANGED = 'goods_exchanged'

/** The same with what a person gave as their reason to cancel. */
export const orderCancelled = (because: string | null): string =>
  because ? `${ORDER_CANCELLED}: ${because}` : ORDER_CANCELLED

/** Why goods are sent back of an order that its customer wanted to cancel too late, and did not say why. */
export const WANTS_TO_CANCEL = 'wants_to_cancel'

/** Why money goes back: a code in the reader's language, what a person wrote as it was written. */
export function reasonWords(locale: Locale, reason: string): string {
  const [code = '', text] = reason.startsWith(`${ORDER_CANCELLED}: `)
    ? [ORDER_CANCELLED, reason.slice(ORDER_CANCELLED.length + 2)]
    : [reason]
  const key = `refund.reason.${code}${text === undefined ? '' : '_because'}`
  return hasKey(key) ? t(locale, key, { text: text ?? '' }) : reason
}
