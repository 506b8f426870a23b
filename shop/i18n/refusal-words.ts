import { formatMoney } from '../money.ts'
import type { Named, Refusal, RefusalValues } from '../result.ts'
import { momentWords } from './dates.ts'
import { type Key, type Locale, t, type Values } from './index.ts'

/** How values of each kind are told to one reader. */
export interface Speaker {
  money(amount: bigint, currency: string): string
  at(instant: Temporal.Instant): string
  named(thing: Named): string
  /** `name` is what the message calls it. */
  text(text: string, name: string): string
  list(texts: readonly string[], name: string): string
}

/** Whether a refusal knows what was probably meant: `near` chooses whether its words name that. */
const nearOf = (values: RefusalValues): 'yes' | 'no' =>
  ['nearest', 'permissions', 'keys'].some((name) => String(values[name] ?? '') !== '') ? 'yes' : 'no'

/** What names a moment; 'null' is none. */
const moments: ReadonlySet<string> = new Set(['at', 'until'])

/** The values of a refusal as a message of the catalogue takes them. */
export function wordsOf(values: RefusalValues, speaker: Speaker): Values {
  const word = (name: string, value: RefusalValues[string]): Values[string] => {
    if (typeof value === 'bigint') return speaker.money(value, String(values.currency))
    if (typeof value === 'number' || typeof value === 'boolean') return value
    if (typeof value === 'string')
      return !moments.has(name)
        ? speaker.text(value, name)
        : value === 'null'
          ? ''
          : speaker.at(Temporal.Instant.from(value))
    return 'name' in value ? speaker.named(value) : speaker.list(value, name)
  }
  const words = Object.entries(values).map(([name, value]) => [name, word(name, value)])
  return { near: nearOf(values), ...Object.fromEntries(words) }
}

/** For those who read no markup and no codes: a language, and a zone whose clock they read. */
export const plainSpeaker = (locale: Locale, zone = 'UTC'): Speaker => ({
  money: (amount, currency) => formatMoney(amount, currency, locale),
  at: (instant) => momentWords(instant, zone, locale),
  named: ({ name, nameZh }) => (locale === 'zh-CN' ? (nameZh ?? name) : name),
  text: (text) => text,
  list: (texts) => texts.join(t(locale, 'list.separator')),
})

/** A refusal as plain text: for terminals, storefronts and their customers. `key`: other words for it. */
export const refusalWords = (
  { code, values }: Refusal,
  locale: Locale,
  { zone, key = `refusal.${code}` }: { zone?: string; key?: Key } = {},
): string => t(locale, key, { slash: '/', ...wordsOf(values, plainSpeaker(locale, zone)) }).replaceAll('`', '')
