import { hasKey, type Locale, t } from '../i18n/index.ts'

/** Why money goes back where nobody had to say so: kept as this code. Words: `refund.reason.CODE`. */
export const ORDER_CANCELLED = 'order_cancelled'

/** Why goods are sent back of an order that its customer wanted to cancel too late, and did not say why. */
export const WANTS_TO_CANCEL = 'wants_to_cancel'

/** Why money goes back: a code in the reader's language, what a person wrote as it was written. */
export function reasonWords(locale: Locale, reason: string): string {
  const key = `refund.reason.${reason}`
  return hasKey(key) ? t(locale, key) : reason
}
