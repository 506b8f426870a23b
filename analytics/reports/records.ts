import type { Db } from '../../db/tables/index.ts'

/** From when on the records that a report is made of tell something, of the whole shop or of a merchant; null where they do not yet. */
export async function recordsBegin(db: Db, report: string, merchant: string | null): Promise<Temporal.Instant | null> {
  const row: { at: Temporal.Instant | null } | undefined = await firstOf(db, report, merchant).executeTakeFirst()
  return row?.at ?? null
}

function firstOf(db: Db, report: string, merchant: string | null) {
  if (report === 'support') return db.selectFrom('conversations').select(({ fn }) => fn.min('opened_at').as('at'))
  if (report === 'stock')
    return db
      .selectFrom('stock_movements as movement')
      .$if(merchant !== null, (query) =>
        query.innerJoin('products', 'products.sku', 'movement.sku').where('merchant_id', '=', merchant),
      )
      .select(({ fn }) => fn.min('movement.at').as('at'))
  if (report === 'payments') return db.selectFrom('payment_hours').select(({ fn }) => fn.min('bucket').as('at'))
  const hours = db
    .selectFrom('sales_hours')
    .select('bucket as at')
    .where('merchant_id', '=', merchant ?? '')
  return hours.orderBy('bucket').limit(1)
}
