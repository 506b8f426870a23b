import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../db/tables/index.ts'
import { nearest } from './nearest.ts'

const letters = [...'0123456789abcdefghijklmnopqrstuvwxyz-_']

/**
 * Every lower-case spelling that one slip away from `text`: a letter missing, added, wrong, or two swapped. A table is
 * asked for these by its key, so that finding what was meant costs the same however long the table is: some 80 keys a
 * letter; words over 40 letters are taken as they are.
 */
export function slips(text: string): string[] {
  // Whole characters: half of an emoji is no text that a database takes.
  const word = [...text.toLowerCase()]
  const found = new Set([word.join('')])
  if (word.length > 40) return [...found]
  for (let at = 0; at <= word.length; at++) {
    const [head, tail] = [word.slice(0, at).join(''), word.slice(at).join('')]
    const [first = '', second = ''] = word.slice(at)
    found.add(head + tail.slice(first.length))
    if (second) found.add(`${head}${second}${first}${tail.slice(first.length + second.length)}`)
    for (const letter of letters) {
      found.add(head + letter + tail)
      if (tail) found.add(head + letter + tail.slice(first.length))
    }
  }
  return [...found]
}

/**
 * The keys that a mistyped one probably meant, nearest first: those a slip away, and the neighbours in order.
 * `keys` is a query of one column `key` over a table's primary key, already limited to what the asker may know of.
 */
export async function nearestKeys(db: Db, keys: RawBuilder<unknown>, text: string, most = 3): Promise<string[]> {
  const asked = [...text.trim()].slice(0, 100).join('')
  const meant = slips(asked).flatMap((slip) => [slip, slip.toUpperCase()])
  const { rows } = await sql<{ key: string }>`
    with known as not materialized (${keys})
    (select key from known where key = any(${meant}) limit 20)
    union (select key from known where key >= ${asked} order by key limit 5)
    union (select key from known where key < ${asked} order by key desc limit 5)`.execute(db)
  return nearest(
    asked,
    rows.map((row) => row.key),
    most,
  )
}
