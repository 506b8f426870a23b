import { formatMoney } from '../money.ts'
import type { Refusal } from '../result.ts'
import { type Key, type Locale, t } from './index.ts'

/** A refusal as plain text, for those who read no markup: storefronts and their customers. `key`: other words for it. */
export function refusalWords({ code, values }: Refusal, locale: Locale, key: Key = `refusal.${code}`): string {
  const shown = Object.entries(values).map(([name, value]) =>
    typeof value === 'bigint' ? [name, formatMoney(value, String(values.currency), locale)] : [name, value],
  )
  return t(locale, key, { slash: '/', ...Object.fromEntries(shown) }).replaceAll('`', '')
}
