import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import { lineMatches } from '../../shop/orders/narrowing.ts'
import { rateOf } from '../../shop/rates/book.ts'
import { readRates } from '../../shop/rates/read.ts'
import { readSettings } from '../../shop/settings/read.ts'
import { COVER_WINDOW_DAYS } from '../../shop/stock/cover.ts'
import type { ReportQuery } from './report.ts'
import { slots, spansOf } from './slots.ts'

/** Goods that last shorter than this run out before a delivery comes. */
export const FEW_DAYS = 7

/** What goods stood at the end of a window: all of them, or one. Levels are those of now; money is the shop's. */
export interface StockFact {
  /** 0: at the end of the window before. 1: at the end of the window, or now where it is not over. */
  readonly slot: 0 | 1
  readonly sku: string | null
  readonly name: string
  readonly nameZh: string | null
  readonly category: string | null
  readonly merchant: string | null
  /** When the first of them began to be counted; null where that was before there was a ledger. */
  readonly began: Temporal.Instant | null
  readonly tracked_products: bigint
  readonly on_hand: bigint
  readonly available: bigint
  /** At the price; null where there is no rate for it. */
  readonly stock_value: bigint | null
  readonly below_warning: bigint
  readonly below_safety: bigint
  readonly at_minimum: bigint
  readonly out_of_stock: bigint
  /** Still there, but at the sales of the 28 days before for fewer than `FEW_DAYS`. */
  readonly running_out: bigint
  /** Ordered in the 28 days before. */
  readonly units: bigint
}

/** What was booked in one bucket, by kind. */
export interface StockFlow {
  readonly slot: number
  readonly kind: string
  readonly movements: bigint
  readonly on_hand_change: bigint
  readonly reserved_change: bigint
  readonly value_change: bigint
}

/** The counted goods that count, valued at their price in the shop's currency. */
async function pricedGoods(db: Db, { filters, asOf }: ReportQuery) {
  const settings = await readSettings(db)
  const rates = await readRates(db, settings)
  const used = await db.selectFrom('products').select('currency').distinct().execute()
  const known = used.flatMap(({ currency }) => rateOf(rates, currency, asOf) ?? [])
  const [currencies, minor] = [known.map(({ currency }) => currency), known.map((rate) => rate.minor)]
  const level = (name: 'warning' | 'safety' | 'minimum') =>
    sql`coalesce(${sql.ref(`${name}_level`)}, ${settings[`stock.${name}_level`]}) as ${sql.ref(name)}`
  return sql`
    select stock.*, name, name_zh, category, merchant_id, round(price * rate)::bigint as price,
      ${level('warning')}, ${level('safety')}, ${level('minimum')}
    from stock join products using (sku)
    left join unnest(${currencies}::text[], ${minor}::numeric[]) as rates (currency, rate) using (currency)
    where ${lineMatches(filters, 'products')}`
}

const firstMovement = sql`(select at from stock_movements as movement where movement.sku = goods.sku order by at limit 1)`

/** How much there was at two moments: all in all, and of the later one the goods that want looking after most. */
async function readStanding(db: Db, query: ReportQuery, goods: RawBuilder<unknown>): Promise<StockFact[]> {
  const [past, { end }] = spansOf(query)
  // What happens this very moment is part of it.
  const soon = query.asOf.add({ milliseconds: 1 })
  const until = Temporal.Instant.compare(end, soon) < 0 ? end : soon
  const { rows } = await sql<StockFact>`
    with moments (slot, until) as (values (0, ${past.end}::timestamptz), (1, ${until}::timestamptz)),
    goods as (
      select goods.*, ${firstMovement} as began
      from (${goods}) as goods
    ),
    sold as (
      select slot, sku, sum(quantity) as units
      from moments join orders on placed_at >= until - ${COVER_WINDOW_DAYS * 24}::int * interval '1 hour' and placed_at <= until
      join order_items on order_number = number group by slot, sku
    ),
    stood as (
      select goods.*, slot, coalesce(units, 0) as units, coalesce(on_hand_after, on_hand) as had,
        coalesce(on_hand_after - reserved_after, on_hand - reserved) as left_over
      from goods join moments on began is null or began < until left join sold using (slot, sku)
      left join lateral (
        select on_hand_after, reserved_after from stock_movements as movement
        where movement.sku = goods.sku and at < until order by at desc, id desc limit 1
      ) as ledger on true
    )
    select slot, sku, min(name) as name, min(name_zh) as "nameZh", min(category) as category,
      min(merchant_id) as merchant, min(began) as began, count(*) as tracked_products, sum(had)::bigint as on_hand,
      sum(left_over)::bigint as available, sum(had * price)::bigint as stock_value, sum(units)::bigint as units,
      count(*) filter (where left_over < warning) as below_warning, count(*) filter (where left_over < safety) as below_safety,
      count(*) filter (where left_over <= minimum) as at_minimum, count(*) filter (where left_over <= 0) as out_of_stock,
      count(*) filter (where left_over > 0 and left_over * ${sql.lit(COVER_WINDOW_DAYS)} < units * ${sql.lit(FEW_DAYS)}) as running_out
    from stood group by grouping sets ((slot), (slot, sku)) having sku is null or slot = 1
    order by sku is null desc, at_minimum desc, below_safety desc, below_warning desc,
      sum(left_over) / nullif(sum(units), 0) nulls last, available, sku collate "C"
    limit ${query.limit} + 2`.execute(db)
  return rows
}

/** The stock of some goods. */
interface StockFacts {
  readonly stood: readonly StockFact[]
  readonly flows: readonly StockFlow[]
  /** When the first of them began to be counted: before it nothing is known. Null where that was before there was a ledger. */
  readonly begun: Temporal.Instant | null
}

/** How much stock there was at the ends of both windows, what was booked in their buckets, and since when any is counted. */
export async function readStockFacts(db: Db, query: ReportQuery): Promise<StockFacts> {
  const goods = await pricedGoods(db, query)
  const { within, slot } = slots(query)
  const [stood, flows, first] = await Promise.all([
    readStanding(db, query, goods),
    sql<StockFlow>`
      select ${slot('at')} as slot, kind, count(*) as movements, sum(on_hand_change)::bigint as on_hand_change,
        sum(reserved_change)::bigint as reserved_change, coalesce(sum(on_hand_change * price), 0)::bigint as value_change
      from stock_movements join (${goods}) as goods using (sku) where ${within('at')} group by 1, 2`.execute(db),
    sql<{ begun: Temporal.Instant | null }>`
      select case when bool_and(began is not null) then min(began) end as begun
      from (select ${firstMovement} as began from (${goods}) as goods) as counted`.execute(db),
  ])
  return { stood, flows: flows.rows, begun: first.rows[0]?.begun ?? null }
}
