import { formatMoney } from '../money.ts'
import type { Refusal } from '../result.ts'
import { type Key, type Locale, t, type Values } from './index.ts'

/** Whether a refusal knows what was probably meant: `near` chooses whether its words name that. */
export const nearOf = ({ nearest, permissions, keys }: Values): { near: 'yes' | 'no' } => ({
  near: nearest || permissions || keys ? 'yes' : 'no',
})

/** A refusal as plain text, for those who read no markup: storefronts and their customers. `key`: other words for it. */
export function refusalWords({ code, values }: Refusal, locale: Locale, key: Key = `refusal.${code}`): string {
  const shown = Object.entries(values).map(([name, value]) =>
    typeof value === 'bigint' ? [name, formatMoney(value, String(values.currency), locale)] : [name, value],
  )
  return t(locale, key, { slash: '/', ...nearOf(values), ...Object.fromEntries(shown) }).replaceAll('`', '')
}
