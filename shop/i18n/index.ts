import { IntlMessageFormat } from 'intl-messageformat'
import { en } from './en/index.ts'
import { zhCN } from './zh-CN/index.ts'

/** The languages Backroom speaks. */
export const locales = ['en', 'zh-CN'] as const
export type Locale = (typeof locales)[number]

export type Key = keyof typeof en

/** For keys made of what the database or a person named. */
export const hasKey = (key: string): key is Key => Object.hasOwn(en, key)

/** What the variables of a message are replaced by. Text from outside is escaped by the caller, where it is shown. */
export type Values = Record<string, string | number | bigint | boolean>

const catalogues: Record<Locale, Record<Key, string>> = { en, 'zh-CN': zhCN }
const compiled = new Map<string, IntlMessageFormat>()

/** The message of a key in a language. Throws where the message wants a variable that is not given. */
export function t(locale: Locale, key: Key, values: Values = {}): string {
  const message = catalogues[locale][key]
  if (!message.includes('{')) return message
  const id = `${locale} ${key}`
  let format = compiled.get(id)
  if (!format) {
    format = new IntlMessageFormat(message, locale, undefined, { ignoreTag: true })
    compiled.set(id, format)
  }
  return String(format.format(values))
}

/** The language for a reader with this Slack locale (en-GB, zh-CN, zh-TW, ...); `otherwise` for any other. */
export function localeOf(slackLocale: string | null | undefined, otherwise: Locale): Locale {
  if (slackLocale?.startsWith('zh')) return 'zh-CN'
  return slackLocale?.startsWith('en') ? 'en' : otherwise
}
