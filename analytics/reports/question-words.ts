import { locales, t } from '../../shop/i18n/index.ts'
import { type FilterName, filterNames } from '../../shop/orders/narrowing.ts'
import { type Comparison, comparisons } from './comparison.ts'
import { periodWords } from './period.ts'
import { type ReportName, reportNames, reports } from './registry.ts'
import { type Granularity, granularities } from './series.ts'

/** What a phrase says of a question. */
export interface Said {
  /** As written: `parsePeriod` reads it. */
  readonly window?: string
  readonly by?: Granularity
  /** The key of a table. */
  readonly table?: string
  readonly against?: Comparison
}

/** How people write each step, table and comparison, the usual way first. */
export const stepWords = {
  ...{ hour: ['by hour', '按小时'], day: ['by day', '按天'], week: ['by week', '按周'], month: ['by month', '按月'] },
} as const satisfies Record<Granularity, readonly string[]>

export const tableWords: Readonly<Record<string, readonly [string, ...string[]]>> = {
  category: ['by category', '按分类'],
  merchant: ['by merchant', '按商家'],
  method: ['by method', 'by payment method', '按支付方式'],
  sku: ['by product', '按商品'],
  status: ['by status', '按状态'],
  reason: ['by reason', '按原因'],
  agent: ['by agent', '按客服'],
  promotion: ['by promotion', '按活动'],
  coupons: ['by coupon', '按优惠券'],
  kind: ['by movement', '按变动'],
}

export const comparisonWords = {
  year: ['vs last year', '对比去年', '同比'],
  previous: ['vs previous', 'vs previous period', '对比上期', '环比'],
} as const satisfies Record<Comparison, readonly string[]>

/** Whatever may follow a report's name as it stands, and what it says. */
const phrases: ReadonlyMap<string, Said> = new Map<string, Said>([
  ...Object.entries(periodWords).flatMap(([window, words]) => words.map((word) => [word, { window }] as const)),
  ...granularities.flatMap((by) => stepWords[by].map((word) => [word, { by }] as const)),
  ...Object.entries(tableWords).flatMap(([table, words]) => words.map((word) => [word, { table }] as const)),
  ...comparisons.flatMap((against) => comparisonWords[against].map((word) => [word, { against }] as const)),
])

/** What leads to the value of each filter, the usual way first. */
export const filterWords = {
  merchant: ['for merchant', 'merchant', '商家'],
  category: ['for category', 'category', '分类'],
  region: ['for region', 'region', '地区'],
  method: ['for method', 'for payment method', 'method', '支付方式'],
} as const satisfies Record<FilterName, readonly [string, ...string[]]>

const leads: ReadonlyMap<string, FilterName> = new Map(
  filterNames.flatMap((name) => filterWords[name].map((word) => [word, name] as const)),
)

/** `category:tea` and `分类：茶` as two words. */
export const spaced = (text: string): string =>
  text.replaceAll(COLON, (whole: string, before: string, word: string) =>
    leads.has(word.toLowerCase()) ? `${before}${word} ` : whole,
  )
const COLON = /(^|\s)([\p{L}]{1,20})[:：]/gu

/** What a word that is not understood may have been meant for. */
export const suggestions = [...phrases.keys(), ...filterNames.map((name) => filterWords[name][0])]

/** The report by what it is called in any language. */
export const reportCalled: ReadonlyMap<string, ReportName> = new Map(
  reportNames.flatMap((name) => [
    [name, name] as const,
    ...locales.map((locale) => [t(locale, reports[name].title).toLowerCase(), name] as const),
  ]),
)

/** What is taken for a period: anything that begins with a digit, and two dates with space between them. */
const PERIOD = /^(?:最?近)?-?\d(?:\S*|[\d-]*\s{0,9}\.\.\s{0,9}(?:today|[\d-]+))$/i

/** How Chinese writes lengths and months, as periods are written. */
const asWritten = (period: string): string =>
  period
    .replace(/^(?:最?近)?(\d+)(天|周|个月|年)$/, (_, count: string, unit: string) => `${count}${UNITS[unit]}`)
    .replace(/^(\d{4})年(\d{1,2})月$/, (_, year: string, month: string) => `${year}-${month.padStart(2, '0')}`)
const UNITS: Readonly<Record<string, string>> = { 天: 'd', 周: 'w', 个月: 'm', 年: 'y' }

const MOST_WORDS = Math.max(...suggestions.map((phrase) => phrase.split(' ').length))

const joined = (words: readonly string[], at: number, length: number): string =>
  words
    .slice(at, at + length)
    .join(' ')
    .toLowerCase()

/** The longest phrase that begins at a word; a period is one. Null where none does. */
export function phraseAt(words: readonly string[], at: number): { said: Said; length: number } | null {
  for (let length = Math.min(MOST_WORDS, words.length - at); length > 0; length--) {
    const said = phrases.get(joined(words, at, length))
    if (said) return { said, length }
  }
  const word = words[at] ?? ''
  return PERIOD.test(word) ? { said: { window: asWritten(word) }, length: 1 } : null
}

/** The filter whose value the words at a place lead to, and how many they are; null where they do not. */
export function filterAt(words: readonly string[], at: number): { name: FilterName; length: number } | null {
  for (const length of [3, 2, 1].filter((one) => one <= words.length - at)) {
    const name = leads.get(joined(words, at, length))
    if (name) return { name, length }
  }
  return null
}
