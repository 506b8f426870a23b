import type { Selectable } from 'kysely'
import type { Db, Tables } from '../../db/tables/index.ts'

export type PriceState = 'waiting' | 'applied' | 'rejected' | 'expired' | 'withdrawn'

/** A change of a price, asked for or done. */
export type PriceChange = Selectable<Tables['price_changes']> & { state: PriceState }

const MOST_SHOWN = 5

/** Changes of prices, asked for or done. */
export const priceChanges = (db: Db) =>
  db.selectFrom('price_changes').selectAll('price_changes').$narrowType<{ state: PriceState }>()

/** The latest prices that a product came to, newest first. */
export const latestPrices = (db: Db, sku: string): Promise<PriceChange[]> =>
  priceChanges(db)
    .where('sku', '=', sku)
    .where('state', '=', 'applied')
    .orderBy('id', 'desc')
    .limit(MOST_SHOWN)
    .execute() as Promise<PriceChange[]>

/** The change of a product's price that waits for a decision, or null. */
export const waitingPrice = async (db: Db, sku: string): Promise<PriceChange | null> =>
  ((await priceChanges(db).where('sku', '=', sku).where('state', '=', 'waiting').executeTakeFirst()) as PriceChange) ??
  null

/** What an approval of a price is called: P12. */
export const priceSubject = ({ id }: { id: bigint }): string => `P${id}`

/** The change of that name in any case, or null. */
export async function priceNamed(db: Db, subject: string): Promise<PriceChange | null> {
  const [, id] = /^p(\d{1,18})$/i.exec(subject.trim()) ?? []
  if (id === undefined) return null
  return ((await priceChanges(db).where('id', '=', BigInt(id)).executeTakeFirst()) as PriceChange) ?? null
}
