import { type RawBuilder, sql } from 'kysely'
import type { Trx } from '../../db/tables/index.ts'
import { allocated } from './allocate.ts'
import { csvFiles } from './csv-files.ts'
import { type Given, stated } from './given.ts'
import { BadData } from './problem.ts'

/**
 * Puts in `next_items` every line that the reckoned orders will have: those of the files, and the database's others.
 * What the files leave out of a line (name, category, merchant) stays as it was kept, or else is the product's.
 * `own` is the line's own discount; `own_shipping` its own freight, where the files know it by line.
 */
export async function createItems(trx: Trx, given: Given): Promise<void> {
  const own = stated(
    given.items.includes('discount'),
    sql`(i.discount * c.minor)::bigint`,
    sql`coalesce(d.amount, 0)`,
    sql`0`,
  )
  await sql`
    create temp table next_items on commit drop as
    select i.order_number, i.line, i.sku, coalesce(i.name, kept.name, p.name) as name,
      coalesce(i.category, kept.category, p.category) as category,
      coalesce(i.merchant_id, kept.merchant_id, p.merchant_id) as merchant_id,
      i.quantity, (i.unit_price * c.minor)::bigint as unit_price, ${own} as own,
      (i.shipping * c.minor)::bigint as own_shipping, i.at_line, true as in_file
    from in_items i
    join touched c using (order_number)
    join products p on p.sku = i.sku
    left join order_items kept on (kept.order_number, kept.line, kept.sku) = (i.order_number, i.line, i.sku)
    left join imported_discounts d on (d.order_number, d.line) = (i.order_number, i.line)
    union all
    select t.order_number, t.line, t.sku, t.name, t.category, t.merchant_id, t.quantity, t.unit_price,
      coalesce(d.amount, 0), null, null, false
    from touched c
    join order_items t using (order_number)
    left join imported_discounts d using (order_number, line)
    where c.reckoned and not exists (
      select from in_items i where (i.order_number, i.line) = (t.order_number, t.line))`.execute(trx)
  await sql`analyze next_items`.execute(trx)
  const { rows } = await sql<{ line: number }>`
    select at_line as line from next_items where in_file and own > quantity * unit_price order by 1 limit 1`.execute(
    trx,
  )
  if (rows[0]) throw new BadData({ file: csvFiles.items.name, line: rows[0].line, column: 'discount' }, 'line_discount')
}

/**
 * Puts in `next_order_items` the lines of `next_items` with their shares of the discount, shipping and tax of their
 * order, in proportion to what they cost after their own discounts. An only line takes all, without the reckoning that
 * costs more than everything else here.
 */
export async function shareOrderFigures(trx: Trx): Promise<void> {
  const share = (column: string, whole: RawBuilder<unknown>) =>
    sql`case when o.lines = 1 then ${whole} else coalesce(s.${sql.ref(column)}, 0) end`
  await sql`
    create temp table shares on commit drop as
    select family as order_number, line, sum(share) filter (where what = 'discount') as discount,
      sum(share) filter (where what = 'shipping') as shipping, sum(share) filter (where what = 'tax') as tax
    from (${allocated(sql`
      select i.order_number as family, a.what, i.line, i.quantity * i.unit_price - i.own as weight, a.amount
      from next_items i join next_orders o on o.number = i.order_number
      cross join lateral (values ('discount', o.order_discount),
        ('shipping', case when o.own_shipping is null then o.shipping end), ('tax', o.tax)) a (what, amount)
      where a.amount > 0 and o.lines > 1`)}) allocated
    group by family, line`.execute(trx)
  await sql`analyze shares`.execute(trx)
  await sql`
    create temp table next_order_items on commit drop as
    select i.order_number, i.line, o.placed_at as ordered_at, i.sku, i.name, i.category, i.merchant_id, i.quantity, i.unit_price, i.in_file,
      (i.own + ${share('discount', sql`o.order_discount`)})::bigint as discount,
      coalesce(i.own_shipping, ${share('shipping', sql`o.shipping`)})::bigint as shipping,
      ${share('tax', sql`o.tax`)}::bigint as tax
    from next_items i join next_orders o on o.number = i.order_number left join shares s using (order_number, line)`.execute(
    trx,
  )
  await sql`analyze next_order_items`.execute(trx)
}
