import type { Db } from '../../db/tables/index.ts'
import { locales, t } from '../i18n/index.ts'
import { nearest } from '../nearest.ts'
import { ok, type Result, refuse } from '../result.ts'
import { merchantNamed } from '../team/merchant.ts'

/** How reviews can stand, for looking them up; `reported`: with an open report, `unanswered`: without a reply. */
export const standings = ['waiting', 'published', 'hidden', 'reported', 'unanswered'] as const
export type Standing = (typeof standings)[number]

/** What a list of reviews is narrowed to; all of it has to fit. */
export interface ReviewFilters {
  /** Least and most stars. */
  readonly stars?: readonly [number, number]
  readonly state?: Standing
  /** A merchant's id. */
  readonly merchant?: string
  /** A product, as it was written. */
  readonly product?: string
}

/** What a standing is called in any language, and by its code. */
const standingNames = new Map(
  standings.flatMap((standing) =>
    [standing, ...locales.map((locale) => t(locale, `review.state.${standing}`))].map(
      (name) => [name.toLowerCase(), standing] as const,
    ),
  ),
)

/**
 * Reads filters as typed: `TEA-101 stars:1-2 state:waiting merchant:hangzhou`, each at most once; what is none of them
 * is the product. Refuses what it cannot read by name.
 */
export async function parseReviewFilters(db: Db, text: string): Promise<Result<ReviewFilters>> {
  const filters: { -readonly [K in keyof ReviewFilters]: ReviewFilters[K] } = {}
  const words: string[] = []
  for (const token of text.normalize('NFKC').trim().split(/\s+/).filter(Boolean)) {
    const [, name, value = ''] = /^(stars|state|merchant):(.*)$/i.exec(token) ?? []
    const key = name?.toLowerCase() as 'stars' | 'state' | 'merchant' | undefined
    if (!key) words.push(token)
    else if (filters[key]) return refuse('review.filter_twice', { name: key })
    else {
      const read = await readers[key](db, value)
      if (!read.ok) return read
      Object.assign(filters, { [key]: read.value })
    }
  }
  return ok(words.length > 0 ? { ...filters, product: words.join(' ') } : filters)
}

const readers = {
  async stars(_: Db, value: string): Promise<Result<readonly [number, number]>> {
    const [, from, to] = /^([1-5])(?:-([1-5]))?$/.exec(value) ?? []
    const range = [Number(from), Number(to ?? from)].sort() as [number, number]
    return from ? ok(range) : refuse('review.stars_malformed', { text: value })
  },
  async state(_: Db, value: string): Promise<Result<Standing>> {
    const standing = standingNames.get(value.toLowerCase())
    if (standing) return ok(standing)
    const [close = ''] = nearest(value, standings)
    return refuse('review.state_unknown', { text: value, nearest: close, all: standings })
  },
  merchant: (db: Db, value: string) => merchantNamed(db, value),
}
