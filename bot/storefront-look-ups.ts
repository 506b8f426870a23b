import type { z } from 'zod'
import type { Db } from '../db/tables/index.ts'
import { browseGoods, goodsAsked } from '../shop/intake/browse.ts'
import { customerOrders, ordersAsked } from '../shop/intake/customer-orders.ts'
import type { PromotionBook } from '../shop/promotions/book.ts'

interface Looking {
  db: Db
  book: PromotionBook
  query: URLSearchParams
  now: Temporal.Instant
}

/** What was found, or what of the question cannot be read. */
type Found = { found: unknown } | { unreadable: z.ZodError }

interface LookUp {
  path: RegExp
  /** `name`: the part of the path that the pattern catches, decoded. */
  look(looking: Looking, name: string): Promise<Found>
}

/** Reads a question by its schema, and answers it. A field that is empty is one that is left out. */
const asking =
  <A>(schema: z.ZodType<A>, answer: (looking: Looking, asked: A, name: string) => Promise<unknown>): LookUp['look'] =>
  async (looking, name) => {
    const given = [...looking.query].filter(([, value]) => value.trim() !== '')
    const read = schema.safeParse(Object.fromEntries(given))
    return read.success ? { found: await answer(looking, read.data, name) } : { unreadable: read.error }
  }

/** What storefronts can look up by GET, beside a single order. */
const lookUps: readonly LookUp[] = [
  {
    path: /^\/shop\/products$/,
    look: asking(goodsAsked, ({ db, book, now }, asked) => browseGoods(db, book, asked, now)),
  },
  {
    path: /^\/shop\/customers\/([^/]{1,400})\/orders$/,
    look: asking(ordersAsked, ({ db, now }, asked, name) => customerOrders(db, name, asked, now)),
  },
]

/** The look-up at a path, ready to run; null where there is none, or where the path cannot be decoded. */
export function lookUpAt(path: string): ((looking: Looking) => Promise<Found>) | null {
  for (const { path: pattern, look } of lookUps) {
    const [whole, written = ''] = pattern.exec(path) ?? []
    if (whole === undefined) continue
    const name = decoded(written)
    return name === null ? null : (looking) => look(looking, name)
  }
  return null
}

/** A part of a path as text that a database takes. */
function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part).replaceAll('\0', '').toWellFormed()
  } catch {
    return null
  }
}
