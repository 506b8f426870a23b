import { formatMoney } from '../money.ts'
import type { Refusal } from '../result.ts'
import { type Locale, t } from './index.ts'

/** A refusal as plain text, for those who read no markup: storefronts and their customers. */
export function refusalWords({ code, values }: Refusal, locale: Locale): string {
  const shown = Object.entries(values).map(([name, value]) =>
    typeof value === 'bigint' ? [name, formatMoney(value, String(values.currency), locale)] : [name, value],
  )
  return t(locale, `refusal.${code}`, { slash: '/', ...Object.fromEntries(shown) }).replaceAll('`', '')
}
