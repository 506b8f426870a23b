import { z } from 'zod'
import type { Db } from '../db/tables/index.ts'
import { browseGoods, goodsAsked } from '../shop/intake/browse.ts'
import { customerOrders, ordersAsked } from '../shop/intake/customer-orders.ts'
import { trackOrder } from '../shop/intake/track.ts'
import type { Jobs } from '../shop/jobs.ts'
import type { PromotionBook } from '../shop/promotions/book.ts'
import { ok, type Result } from '../shop/result.ts'
import { shownReviews } from '../shop/reviews/shown.ts'
import { customerMessages, messagesAsked } from '../shop/support/messages-of.ts'
import { storable } from './storable.ts'

interface Looking {
  db: Db
  jobs: Jobs
  book: PromotionBook
  query: URLSearchParams
  now: Temporal.Instant
}

/** What was found or why not, or what of the question cannot be read. */
type Found = Result<unknown> | { unreadable: z.ZodError | null }

interface LookUp {
  path: RegExp
  /** `name`: the part of the path that the pattern catches, decoded. */
  look(looking: Looking, name: string): Promise<Found>
}

/** Reads a question by its schema, and answers it. A field that is empty is one that is left out. */
const asking =
  <A>(
    schema: z.ZodType<A>,
    answer: (looking: Looking, asked: A, name: string) => Promise<Result<unknown>>,
  ): LookUp['look'] =>
  async (looking, name) => {
    const given = [...looking.query].filter(([, value]) => value.trim() !== '')
    const read = schema.safeParse(Object.fromEntries(given))
    return read.success ? answer(looking, read.data, name) : { unreadable: read.error }
  }

const cursorAsked = z.object({ cursor: z.string().max(100).optional() })

/** What storefronts can look up by GET. */
const lookUps: readonly LookUp[] = [
  {
    path: /^\/shop\/orders\/([^/]{1,400})$/,
    look: ({ db }, number) => trackOrder(db, number),
  },
  {
    path: /^\/shop\/products\/([^/]{1,400})\/reviews$/,
    look: asking(cursorAsked, ({ db }, { cursor = null }, sku) => shownReviews(db, sku, cursor)),
  },
  {
    path: /^\/shop\/products$/,
    look: asking(goodsAsked, async ({ db, book, now }, asked) => ok(await browseGoods(db, book, asked, now))),
  },
  {
    path: /^\/shop\/customers\/([^/]{1,400})\/orders$/,
    look: asking(ordersAsked, async ({ db, now }, asked, name) => ok(await customerOrders(db, name, asked, now))),
  },
  {
    path: /^\/shop\/customers\/([^/]{1,400})\/messages$/,
    look: asking(messagesAsked, async ({ db, jobs, now }, asked, name) =>
      ok(await customerMessages(db, jobs, name, asked, now)),
    ),
  },
]

/** The look-up at a path, ready to run; null where there is none. */
export function lookUpAt(path: string): ((looking: Looking) => Promise<Found>) | null {
  for (const { path: pattern, look } of lookUps) {
    const [whole, written = ''] = pattern.exec(path) ?? []
    if (whole === undefined) continue
    const name = decoded(written)
    return name === null ? async () => ({ unreadable: null }) : (looking) => look(looking, name)
  }
  return null
}

/** A part of a path as text that a database takes; null where it is none. */
function decoded(part: string): string | null {
  try {
    return storable(decodeURIComponent(part))
  } catch {
    return null
  }
}
