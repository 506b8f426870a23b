import { sql } from 'kysely'
import type { Trx } from '../../db/tables/index.ts'
import { between, chance, pick, type Random } from './random.ts'

/** Favourites of the latest weeks; a shop keeps them for 90 days. */
const DAYS = 60
const LISTS = 160

interface Row {
  customer_id: string
  sku: string
  saved: boolean
  changed_at: Temporal.Instant
  added_at: Temporal.Instant
}

/** What the sample's customers have saved: some of it they bought later, some they took off again. */
export async function addSampleFavourites(trx: Trx, random: Random, now: Temporal.Instant): Promise<void> {
  const { rows: bought } = await sql<{ customer: string; sku: string; at: Temporal.Instant }>`
    select distinct on (o.customer_id, i.sku) o.customer_id as customer, i.sku, o.placed_at as at
    from orders o join order_items i on i.order_number = o.number
    where o.placed_at > ${now.subtract({ hours: 24 * (DAYS - 10) })}
    order by o.customer_id, i.sku, o.placed_at, o.number`.execute(trx)
  const customers = await trx.selectFrom('customers').select('id').orderBy('id').execute()
  const skus = (await trx.selectFrom('products').select('sku').orderBy('sku').execute()).map(({ sku }) => sku)
  const rows = new Map<string, Row>()
  const save = (customer: string, sku: string, at: Temporal.Instant, saved: boolean) =>
    rows.set(`${customer} ${sku}`, {
      ...{ customer_id: customer, sku, saved, added_at: at },
      changed_at: saved ? at : at.add({ minutes: 30 }),
    })
  // A few goods are on many lists.
  const liked = Array.from({ length: 8 }, () => pick(random, skus))
  for (let list = 0; list < LISTS; list++) {
    const sku = pick(random, chance(random, 0.6) ? liked : skus)
    const at = now.subtract({ minutes: between(random, 40, DAYS * 24 * 60) })
    save(pick(random, customers).id, sku, at, chance(random, 0.9))
  }
  for (const { customer, sku, at } of bought)
    if (chance(random, liked.includes(sku) ? 0.3 : 0.08)) {
      const before = at.subtract({ minutes: between(random, 60, 9 * 24 * 60) })
      save(customer, sku, before, chance(random, 0.7))
    }
  await trx
    .insertInto('favourites')
    .values([...rows.values()])
    .execute()
}
