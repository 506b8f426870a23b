import { sql } from 'kysely'
import type { Trx } from '../../db/tables/index.ts'
import { csvFiles } from './csv-files.ts'
import { type Given, stated } from './given.ts'
import { BadData } from './problem.ts'

/**
 * Puts in `next_orders` every touched order as it will be, its figures added up from `next_items` and `next_payments`.
 * An order without lines has no goods to take a discount from: it waits in `order_discount`.
 */
export async function createOrders(trx: Trx, given: Given, shopCurrency: string): Promise<void> {
  const has = (column: string) => given.orders.includes(column)
  const either = (column: string) => sql`coalesce(i.${sql.ref(column)}, o.${sql.ref(column)})`
  const column = (name: string) => stated(has(name), sql`i.${sql.ref(name)}`, sql`o.${sql.ref(name)}`)
  const money = (name: string, kept: ReturnType<typeof column>) =>
    stated(has(name), sql`(i.${sql.ref(name)} * c.minor)::bigint`, kept, sql`0`)
  const ownRate = sql`case when c.code = ${shopCurrency} then 1 end`
  const keptRate = sql`coalesce(${ownRate}, case when o.currency = c.code then o.rate end)`
  // A live order does not say which of its lines' discounts was the order's: all of them are taken for that.
  const keptDiscount = sql`coalesce(d.amount, case when o.imported then 0 else o.discount end, 0)`
  await sql`
    create temp table next_orders on commit drop as
    select *, gross - discount + shipping + tax as total
    from (
      select c.order_number as number, ${either('customer_id')} as customer_id, ${either('placed_at')} as placed_at,
        ${either('status')} as status, c.code as currency,
        ${stated(has('rate'), sql`i.rate * c.rate`, keptRate, ownRate)} as rate,
        case when c.reckoned then coalesce(s.gross, 0) else o.gross end as gross,
        case when c.reckoned then coalesce(s.own + f.discount, 0) else o.discount end as discount,
        ${money('shipping', sql`coalesce(s.own_shipping, o.shipping, 0)`)} as shipping,
        ${money('tax', sql`coalesce(o.tax, 0)`)} as tax,
        coalesce(p.captured, 0) as captured, coalesce(p.refunded, 0) as refunded,
        ${column('region')} as region, ${column('paid_at')} as paid_at, ${column('ship_by')} as ship_by,
        ${column('shipped_at')} as shipped_at, ${column('estimated_delivery_at')} as estimated_delivery_at,
        ${column('delivered_at')} as delivered_at,
        case when ${either('status')} = 'cancelled' then coalesce(${column('cancelled_at')}, ${either('placed_at')}) end
          as cancelled_at,
        i.at_line is not null or o.imported as imported, i.at_line is not null as in_file, i.at_line,
        c.reckoned, i.source_status, f.discount as order_discount, s.net, s.own_shipping, s.first_line, s.lines
      from touched c
      left join in_orders i on i.number = c.order_number
      left join orders o on o.number = c.order_number
      left join imported_discounts d on d.order_number = c.order_number and d.line = 0
      left join (
        select order_number, sum(quantity * unit_price)::bigint as gross, sum(own)::bigint as own,
          sum(quantity * unit_price - own)::bigint as net, sum(own_shipping)::bigint as own_shipping,
          min(at_line) as first_line, count(*) as lines
        from next_items group by order_number
      ) s on s.order_number = c.order_number
      left join (
        select order_number, sum(amount) filter (where status = 'captured')::bigint as captured,
          sum(refunded)::bigint as refunded
        from next_payments group by order_number
      ) p on p.order_number = c.order_number
      cross join lateral (
        select ${money('discount', keptDiscount)} as discount
      ) f
    ) reckoned`.execute(trx)
  await sql`analyze next_orders`.execute(trx)
  await checkOrders(trx, shopCurrency)
}

interface BadOrder {
  line: number | null
  itemLine: number
  number: string
  currency: string
  rate: string | null
  tooMuchOff: boolean
}

async function checkOrders(trx: Trx, shopCurrency: string): Promise<void> {
  const { rows } = await sql<BadOrder>`
    select at_line as line, first_line as "itemLine", number, currency, rate, order_discount > net as "tooMuchOff"
    from next_orders
    where rate is null or (currency = ${shopCurrency} and rate <> 1) or order_discount > net
    order by at_line, first_line limit 1`.execute(trx)
  const [bad] = rows
  if (!bad) return
  const { line, itemLine, number, currency, rate, tooMuchOff } = bad
  const place = line === null ? { file: csvFiles.items.name, line: itemLine } : { file: csvFiles.orders.name, line }
  if (rate === null) throw new BadData({ ...place, column: 'rate' }, 'rate_needed', { currency, shop: shopCurrency })
  if (tooMuchOff) throw new BadData({ ...place, column: 'discount' }, 'order_discount', { value: number })
  throw new BadData({ ...place, column: 'rate' }, 'own_rate', { value: rate })
}

/** Throws BadData at the first order with a time of cancellation that is not cancelled. */
export async function checkCancellations(trx: Trx): Promise<void> {
  const { rows } = await sql<{ line: number }>`
    select at_line as line from in_orders where cancelled_at is not null and status <> 'cancelled' order by 1 limit 1`.execute(
    trx,
  )
  if (rows[0])
    throw new BadData({ file: csvFiles.orders.name, line: rows[0].line, column: 'cancelled_at' }, 'not_cancelled')
}
