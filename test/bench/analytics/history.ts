import { sql } from 'kysely'
import { rebuilding } from '../../../db/rebuild.ts'
import type { Db, Trx } from '../../../db/tables/index.ts'

/** The history's days in the shop's time zone, both inclusive. */
export const firstDay = Temporal.PlainDate.from('2023-01-01')
export const lastDay = Temporal.PlainDate.from('2025-12-31')
export const zone = 'Asia/Shanghai'

const PRODUCTS = 2_000
const MERCHANTS = 20
const CATEGORIES = 25
const REGIONS = 10
const PROMOTIONS = 12
const AGENTS = 15

/** Growing, with weekends, an autumn season and two days of sales a year. */
function weightOf(date: Temporal.PlainDate): number {
  const growth = 1 + date.since(firstDay).days / 1_500
  const season = 1 + 0.35 * Math.sin(((date.dayOfYear - 220) / 365) * 2 * Math.PI)
  const weekend = date.dayOfWeek > 5 ? 1.3 : 1
  const sale = (date.month === 11 && date.day === 11) || (date.month === 6 && date.day === 18) ? 6 : 1
  return growth * season * weekend * sale
}

/** Of a day's orders, the share in each hour: few at night, most in the evening. */
const hourWeights = [2, 1, 1, 1, 1, 2, 3, 5, 7, 8, 9, 9, 10, 9, 8, 8, 8, 9, 10, 12, 14, 13, 9, 5]

const running = (weights: readonly number[]): number[] => {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  let sum = 0
  return weights.map((weight) => {
    const before = sum / total
    sum += weight
    return before
  })
}

const days = Array.from({ length: lastDay.since(firstDay).days + 1 }, (_, at) => firstDay.add({ days: at }))

/**
 * Fills an empty database with three years of a shop: so many orders of one to five lines, products by Zipf's law, four
 * methods of payment, one order in twenty in dollars, cancellations, declined payments, and refunds weeks later. A tenth of the
 * goods is reduced by promotions, and one order in twenty is talked about with support. The same number gives the same history.
 */
export async function fillHistory(db: Db, orders: number): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await sql`select setseed(0.42), set_config('statement_timeout', '0', true)`.execute(trx)
    await sql`insert into settings (key, value, updated_at) values ('shop.timezone', ${JSON.stringify(zone)}::jsonb, 'epoch')`.execute(
      trx,
    )
    await drawGoods(trx)
    await drawOrders(trx, orders)
    const tables = ['orders', 'order_items', 'payments', 'refunds', 'refund_lines', 'refund_parts'] as const
    await rebuilding(trx, tables, () => writeOrders(trx))
    await rebuilding(trx, ['promotion_uses', 'conversations', 'conversation_entries'], () => writeAround(trx))
    await sql`delete from rollup_marks`.execute(trx)
  })
  await sql`vacuum analyze`.execute(db)
}

async function drawGoods(trx: Trx): Promise<void> {
  await sql`insert into merchants (id, name) select 'm' || i, 'Merchant ' || i from generate_series(1, ${sql.lit(MERCHANTS)}) i`.execute(
    trx,
  )
  await sql`
    insert into products (sku, name, category, merchant_id, price, currency, updated_at)
    select 'SKU' || lpad(i::text, 5, '0'), 'Product ' || i, 'category ' || i % ${sql.lit(CATEGORIES)},
      'm' || 1 + i % ${sql.lit(MERCHANTS)}, 500 + (random() ^ 3 * 60000)::integer, 'CNY', 'epoch'
    from generate_series(1, ${sql.lit(PRODUCTS)}) i`.execute(trx)
}

/** Draws everything that chance decides. */
async function drawOrders(trx: Trx, count: number): Promise<void> {
  const orders = sql.lit(count)
  await sql`
    create temp table drawn on commit drop as
    select 'B' || lpad(i::text, 9, '0') as number, 'customer ' || (${orders} * 0.4 * random() ^ 1.6)::integer as customer,
      (((${String(firstDay)}::date + width_bucket((i - 0.5) / ${orders}, ${running(days.map(weightOf))}::float8[]) - 1)::timestamp
        + make_interval(hours => width_bucket(random(), ${running(hourWeights)}::float8[]) - 1, secs => floor(random() * 3600)))
        at time zone ${zone}) as placed_at,
      case when random() < 0.05 then 'USD' else 'CNY' end as currency, 'region ' || floor(random() * ${sql.lit(REGIONS)}) as region,
      (array['alipay', 'alipay', 'wechat_pay', 'wechat_pay', 'bank_card', 'wallet'])[1 + floor(random() * 6)] as method,
      random() < 0.03 as cancelled, random() < 0.04 as declined_first, random() < 0.05 as refunded,
      1 + floor(random() * 5)::integer as lines, random() as later
    from generate_series(1, ${orders}) i`.execute(trx)
  await sql`
    create temp table drawn_lines on commit drop as
    select number, line, 'SKU' || lpad(floor(exp(random() * ln(${sql.lit(PRODUCTS)})))::text, 5, '0') as sku,
      1 + floor(random() ^ 4 * 4)::integer as quantity, random() < 0.1 as reduced
    from drawn cross join generate_series(1, lines) as line`.execute(trx)
  await sql`analyze drawn, drawn_lines`.execute(trx)
  await sql`
    create temp table priced on commit drop as
    select number, line, sku, name, category, merchant_id, quantity, price as unit_price,
      case when reduced then quantity * price / 10 else 0 end as discount, 800 / lines + case when line <= 800 % lines then 1 else 0 end as shipping
    from drawn_lines join drawn using (number) join products using (sku)`.execute(trx)
  await sql`analyze priced`.execute(trx)
}

async function writeOrders(trx: Trx): Promise<void> {
  const paid = sql`(placed_at + interval '3 minutes')`
  await sql`
    insert into orders (number, customer_id, placed_at, status, currency, rate, gross, discount, shipping, tax, total, captured,
      refunded, region, paid_at, shipped_at, delivered_at, estimated_delivery_at, cancelled_at, imported)
    select number, customer, placed_at, case when cancelled then 'cancelled' else 'completed' end, currency,
      case currency when 'USD' then 7.1234 else 1 end, gross, discount, 800, 0, gross - discount + 800,
      case when cancelled then 0 else gross - discount + 800 end,
      case when refunded and not cancelled then first_line else 0 end, region, case when not cancelled then ${paid} end,
      case when not cancelled then placed_at + interval '1 day' end,
      case when not cancelled then placed_at + interval '1 day' + later * interval '9 days' end, placed_at + interval '8 days',
      case when cancelled then placed_at + interval '1 hour' end, true
    from drawn join (
      select number, sum(quantity * unit_price) as gross, sum(discount) as discount,
        sum(quantity * unit_price - discount) filter (where line = 1) as first_line
      from priced group by number
    ) sums using (number) order by number`.execute(trx)
  await sql`
    insert into order_items (order_number, line, ordered_at, sku, name, category, merchant_id, quantity, unit_price, discount, shipping)
    select number, line, placed_at, sku, name, category, merchant_id, quantity, unit_price, discount, shipping
    from priced join drawn using (number) order by number, line`.execute(trx)
  await sql`
    insert into payments (order_number, id, method, amount, status, at, refunded)
    select number, 'P1', method, total, 'captured', ${paid}, o.refunded from drawn join orders o using (number, placed_at) where not cancelled
    union all
    select number, 'P0', method, total, 'failed', placed_at + interval '1 minute', 0
    from drawn join orders o using (number, placed_at) where cancelled or declined_first`.execute(trx)
  const at = sql`(placed_at + interval '2 days' + later * interval '40 days')`
  await sql`
    insert into refunds (order_number, id, state, amount, goods, shipping, reason, requested_at, decided_at, refunded_at)
    select number, 'R1', 'succeeded', o.refunded, o.refunded, 0, 'goods returned', ${at}, ${at}, ${at}
    from drawn join orders o using (number, placed_at) where o.refunded > 0`.execute(trx)
  await sql`
    insert into refund_lines select order_number, id, 1, 1, goods, 0 from refunds`.execute(trx)
  await sql`
    insert into refund_parts (order_number, refund_id, payment_id, amount, state, succeeded_at)
    select order_number, id, 'P1', amount, 'succeeded', refunded_at from refunds`.execute(trx)
}

/** What else belongs to orders: what promotions took off, and conversations about them. */
async function writeAround(trx: Trx): Promise<void> {
  await sql`
    insert into promotions (code, type, status, rule, terms, currency, created_at, updated_at)
    select 'SALE' || i, 'percentage', 'ended', '{"percent": "10"}', '{"name": "Sale"}', 'CNY', 'epoch', 'epoch'
    from generate_series(1, ${sql.lit(PROMOTIONS)}) i`.execute(trx)
  await sql`
    insert into promotion_uses (order_number, promotion, customer_id, pieces, given, at)
    select number, 'SALE' || 1 + floor(later * ${sql.lit(PROMOTIONS)}), customer, 1, discount, placed_at
    from drawn join (select number, sum(discount) as discount from priced group by number) as reduced using (number)
    where discount > 0`.execute(trx)
  await sql`
    insert into conversations (customer_id, order_number, channel, level, kind, state, owner, opened_at, spoken_at,
      first_answer_at, first_answer_by, resolved_at)
    select customer, number, 'C1', 'first', 'conversation', 'resolved', agent, at, at, at + later * interval '3 hours', agent,
      at + later * interval '3 days'
    from drawn cross join lateral (
      select placed_at + interval '4 days' as at, 'U' || 1 + floor(later * ${sql.lit(AGENTS)}) as agent
    ) as talk
    where declined_first or refunded and lines = 1`.execute(trx)
  await sql`
    insert into conversation_entries (conversation_id, at, kind, event, member_id)
    select id, opened_at + nth * interval '1 hour', case when nth = 6 then 'event' when nth % 2 = 0 then 'agent' else 'customer' end,
      case when nth = 6 then 'resolved' end, owner
    from conversations cross join generate_series(1, 6) as nth`.execute(trx)
}
