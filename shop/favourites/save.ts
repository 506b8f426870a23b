import { sql } from 'kysely'
import type { Trx } from '../../db/tables/index.ts'
import { ok, type Result, refuse } from '../result.ts'
import { readSettings } from '../settings/read.ts'

/** What a customer said of one thing on their list. */
export interface Favourite {
  customer: string
  sku: string
  saved: boolean
}

/**
 * Keeps whether a customer has something on their list: the latest word counts. The caller takes what a customer says
 * one after the other. Refuses unknown goods, and to save more things in one day of the shop's zone than the settings
 * allow; what was taken off again counts too, saving the same anew does not.
 */
export async function keepFavourite(
  trx: Trx,
  { customer, sku, saved }: Favourite,
  at: Temporal.Instant,
): Promise<Result<null>> {
  const product = await trx.selectFrom('products').select('sku').where('sku', '=', sku).executeTakeFirst()
  if (!product) return refuse('stock.unknown_sku', { sku, count: 0, nearest: '' })
  if (saved) {
    const settings = await readSettings(trx)
    const most = settings['favourite.daily_limit']
    const day = at.toZonedDateTimeISO(settings['shop.timezone']).startOfDay()
    const { others } = await trx
      .selectFrom('favourites')
      .select(({ fn }) => fn.countAll<string>().as('others'))
      .where('customer_id', '=', customer)
      .where('sku', '<>', sku)
      .where('added_at', '>=', day.toInstant())
      .where('added_at', '<', day.add({ days: 1 }).toInstant())
      .executeTakeFirstOrThrow()
    if (Number(others) >= most) return refuse('favourite.daily_limit', { customer, most })
  }
  // News may come in any order: each column has the latest word about it.
  await sql`
    insert into favourites (customer_id, sku, saved, changed_at, added_at)
    values (${customer}, ${sku}, ${saved}, ${at}, ${saved ? at : null})
    on conflict (customer_id, sku) do update set
      saved = case when favourites.changed_at < excluded.changed_at then excluded.saved else favourites.saved end,
      changed_at = greatest(favourites.changed_at, excluded.changed_at),
      added_at = greatest(favourites.added_at, excluded.added_at)`.execute(trx)
  return ok(null)
}
