import { sql } from 'kysely'
import type { Trx } from '../../db/tables/index.ts'
import { csvFiles } from './csv-files.ts'
import type { Given } from './given.ts'
import { BadData } from './problem.ts'
import { type Content, findChanges, writeChanges } from './write.ts'

export const levels = ['warning_level', 'safety_level', 'minimum_level'] as const

/** Puts in `next_products` the products of the files as they will be, and in `next_stock` the stock of those that are tracked. */
export async function createProducts(trx: Trx, given: Given, now: Temporal.Instant): Promise<void> {
  await sql`
    create temp table next_products on commit drop as
    select i.sku, i.name, (i.price * c.minor)::bigint as price, i.currency, i.name_zh, i.category,
      coalesce(i.tags, '{}') as tags, i.merchant_id, ${now}::timestamptz as updated_at, true as in_file
    from in_products i join currencies c on c.code = i.currency`.execute(trx)
  const kept = levels.map((level) => {
    const from = given.products.includes(level) ? 'i' : 't'
    return sql`${sql.ref(`${from}.${level}`)}`
  })
  await sql`
    create temp table next_stock on commit drop as
    select i.sku, coalesce(i.on_hand, t.on_hand) as on_hand, ${sql.join(kept)}, coalesce(t.on_hand, 0) as was,
      coalesce(t.reserved, 0) as reserved, t.sku is not null as known, ${now}::timestamptz as updated_at, i.at_line,
      true as in_file
    from in_products i left join stock t using (sku)
    where i.on_hand is not null or t.sku is not null`.execute(trx)
  await checkStock(trx)
}

async function checkStock(trx: Trx): Promise<void> {
  const { rows } = await sql<{ line: number; reserved: number; ordered: boolean }>`
    select at_line as line, reserved, (warning_level < safety_level or safety_level < minimum_level
      or warning_level < minimum_level) is not true as ordered
    from next_stock
    where on_hand < reserved or warning_level < safety_level or safety_level < minimum_level
      or warning_level < minimum_level
    order by 1 limit 1`.execute(trx)
  const [bad] = rows
  if (!bad) return
  const place = { file: csvFiles.products.name, line: bad.line }
  throw bad.ordered
    ? new BadData({ ...place, column: 'on_hand' }, 'promised', { reserved: bad.reserved })
    : new BadData({ ...place, column: 'safety_stock' }, 'levels')
}

const stock: Content = {
  table: 'stock',
  from: 'next_stock',
  key: ['sku'],
  columns: ['on_hand', ...levels],
  stamps: ['updated_at'],
}

/** Writes the stock, and to its ledger what the files say differs: a ledger is the sum of its movements. */
export async function writeStock(trx: Trx, now: Temporal.Instant): Promise<void> {
  await findChanges(trx, stock)
  await writeChanges(trx, stock)
  await sql`
    insert into stock_movements (sku, key, kind, on_hand_change, reserved_change, on_hand_after, reserved_after, at)
    select sku, 'import:' || gen_random_uuid(), case when known then 'adjust' else 'opening' end, on_hand - was, 0, on_hand, reserved,
      ${now}::timestamptz
    from next_stock where on_hand <> was or not known`.execute(trx)
}
