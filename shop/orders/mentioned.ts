import type { Db } from '../../db/tables/index.ts'
import { parseRefundNumber } from '../refunds/state.ts'
import { plainly } from '../visible.ts'
import { hasOwnLine } from './find.ts'

/** So many characters and words of a text are read: messages are shorter. */
const MOST_READ = 20_000
const MOST_WORDS = 1_000

/**
 * Orders whose number, or the number of one of whose refunds, stands in a text, as they stand there and at most `most`.
 * `scope`: only those that this merchant has lines of.
 */
export async function ordersMentioned(db: Db, text: string, scope: string | null, most: number): Promise<string[]> {
  // Chinese puts no space between a word and a number.
  const words = (plainly(text.slice(0, MOST_READ)).match(/[\p{L}\p{N}_-]+/gu) ?? [])
    .flatMap((word) => [word, ...(word.match(/[\w-]+/g) ?? [])])
    .slice(0, MOST_WORDS)
  const named = [...new Set(words.flatMap((word) => [word, parseRefundNumber(word)?.order ?? word]))]
  if (named.length === 0) return []
  const rows = await db
    .selectFrom('orders')
    .select('number')
    .where('number', 'in', [...new Set(named.flatMap((word) => [word, word.toUpperCase(), word.toLowerCase()]))])
    .where(hasOwnLine(scope))
    .execute()
  const places = new Map(named.map((word, place) => [word.toLowerCase(), place]))
  const placeOf = ({ number }: { number: string }) => places.get(number.toLowerCase()) ?? 0
  return rows
    .toSorted((a, b) => placeOf(a) - placeOf(b))
    .slice(0, most)
    .map(({ number }) => number)
}
