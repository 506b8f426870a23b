import { sql } from 'kysely'
import type { Trx } from '../../db/tables/index.ts'
import { currencyDigits, minorRate } from '../money.ts'

/** The currencies of these files and of the orders that they touch, with what turns their amounts into minor units. */
async function createCurrencies(trx: Trx, shopCurrency: string): Promise<void> {
  await sql`create temp table currencies (code text, digits integer, minor numeric, rate numeric) on commit drop`.execute(
    trx,
  )
  const { rows } = await sql<{ code: string }>`
    select currency as code from in_products union select currency from in_orders union
    select o.currency from orders o where o.number in (
      select order_number from in_items union select order_number from in_payments
      union select order_number from in_refunds)`.execute(trx)
  for (const { code } of rows) {
    const digits = currencyDigits(code) ?? 0
    await sql`insert into currencies values (${code}, ${digits}, ${String(10 ** digits)}, ${minorRate('1', code, shopCurrency)})`.execute(
      trx,
    )
  }
}

/**
 * Lists in `touched` the orders that these files say something of: whether the database knows them, whether their goods
 * are to be reckoned anew, and their currency. Known ones are locked until the import has ended.
 */
export async function createTouched(trx: Trx, shopCurrency: string): Promise<void> {
  await createCurrencies(trx, shopCurrency)
  await sql`
    select from orders where number in (
      select number from in_orders union select order_number from in_items
      union select order_number from in_payments union select order_number from in_refunds)
    order by number for update`.execute(trx)
  await sql`
    create temp table touched on commit drop as
    select n.order_number, bool_or(n.goods) as reckoned, o.number is not null as known, o.imported, c.*
    from (
      select number as order_number, true as goods from in_orders
      union all select distinct order_number, true from in_items
      union all select distinct order_number, false from in_payments
      union all select distinct order_number, false from in_refunds
    ) n
    left join in_orders i on i.number = n.order_number
    left join orders o on o.number = n.order_number
    join currencies c on c.code = coalesce(i.currency, o.currency)
    group by n.order_number, o.number, o.imported, c.code, c.digits, c.minor, c.rate`.execute(trx)
  await sql`analyze touched`.execute(trx)
}
