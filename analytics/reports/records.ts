import type { Db } from '../../db/tables/index.ts'

/** From when on records tell something, of the whole shop or of a merchant; null where they do not yet. */
export type Records = (db: Db, merchant: string | null) => Promise<Temporal.Instant | null>

interface First {
  executeTakeFirst(): Promise<{ at: Temporal.Instant | null } | undefined>
}

const beginning =
  (first: (db: Db, merchant: string | null) => First): Records =>
  async (db, merchant) =>
    (await first(db, merchant).executeTakeFirst())?.at ?? null

export const orderRecords = beginning((db, merchant) =>
  db
    .selectFrom('sales_hours')
    .select('bucket as at')
    .where('merchant_id', '=', merchant ?? '')
    .orderBy('bucket')
    .limit(1),
)

export const paymentRecords = beginning((db) =>
  db.selectFrom('payment_hours').select(({ fn }) => fn.min('bucket').as('at')),
)

export const conversationRecords = beginning((db) =>
  db.selectFrom('conversations').select(({ fn }) => fn.min('opened_at').as('at')),
)

export const stockRecords = beginning((db, merchant) =>
  db
    .selectFrom('stock_movements as movement')
    .$if(merchant !== null, (query) =>
      query.innerJoin('products', 'products.sku', 'movement.sku').where('merchant_id', '=', merchant),
    )
    .select(({ fn }) => fn.min('movement.at').as('at')),
)
