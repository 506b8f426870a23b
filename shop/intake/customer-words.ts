import { hasKey, type Locale } from '../i18n/index.ts'
import { refusalWords } from '../i18n/refusal-words.ts'
import type { Refusal } from '../result.ts'

/** A customer as one to whom something is told: their language, and the shop's zone. */
export interface CustomerReader {
  locale: Locale
  zone: string
}

/** A refusal as plain text for a customer: without the commands, limits and other orders that are the shop's own business. */
export function customerWords(refusal: Refusal, { locale, zone }: CustomerReader): string {
  const own = `customer.refusal.${refusal.code}`
  return refusalWords(refusal, locale, { zone, ...(hasKey(own) && { key: own }) })
}
