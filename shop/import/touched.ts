import { sql } from 'kysely'
import type { Trx } from '../../db/tables/index.ts'
import { currencyDigits, minorRate } from '../money.ts'

/** The orders of the files but those that the orders file has itself; `goods`: whether a line of them is there. */
const others = sql`
  select order_number, bool_or(goods) as goods
  from (select order_number, true as goods from in_items union all select order_number, false from in_payments
    union all select order_number, false from in_refunds) n
  where not exists (select from in_orders i where i.number = n.order_number)
  group by order_number`

/** The currencies of these files and of the orders that they touch, with what turns their amounts into minor units. */
async function createCurrencies(trx: Trx, shopCurrency: string): Promise<void> {
  await sql`
    create temp table currencies (code text, digits integer, minor numeric, rate numeric) on commit drop`.execute(trx)
  const { rows } = await sql<{ code: string }>`
    select currency as code from in_products union select currency from in_orders
    union select o.currency from orders o join (${others}) n on n.order_number = o.number`.execute(trx)
  for (const { code } of rows) {
    const digits = currencyDigits(code) ?? 0
    await sql`
      insert into currencies
      values (${code}, ${digits}, ${String(10 ** digits)}, ${minorRate('1', code, shopCurrency)})`.execute(trx)
  }
}

/**
 * Lists in `touched` the orders that these files say something of: whether the database knows them, whether their goods
 * are to be reckoned anew, and their currency. Known ones are locked until the import has ended.
 */
export async function createTouched(trx: Trx, shopCurrency: string): Promise<void> {
  await createCurrencies(trx, shopCurrency)
  await sql`
    create temp table touched on commit drop as
    select n.order_number, n.reckoned, o.number is not null as known, c.code, c.digits, c.minor, c.rate
    from (
      select number as order_number, true as reckoned, currency from in_orders
      union all select order_number, goods, null from (${others}) others
    ) n
    left join orders o on o.number = n.order_number
    join currencies c on c.code = coalesce(n.currency, o.currency)`.execute(trx)
  await sql`analyze touched`.execute(trx)
  await sql`
    select from orders where number in (select order_number from touched where known)
    order by number for update`.execute(trx)
}
