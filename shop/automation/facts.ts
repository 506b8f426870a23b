import { sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import { convert } from '../money.ts'
import type { Settings } from '../settings/registry.ts'

/** What conditions are judged by. */
export interface OrderFacts {
  readonly number: string
  /** In minor units of the shop's currency. */
  readonly total: bigint
  readonly region: string
  readonly skus: readonly string[]
  readonly categories: readonly string[]
  readonly tags: readonly string[]
  readonly merchants: readonly string[]
  readonly methods: readonly string[]
  /** Whether the customer had ordered before. */
  readonly returning: boolean
  readonly digital: 'all' | 'some' | 'none'
}

interface Row {
  number: string
  total: string
  rate: string
  region: string | null
  returning: boolean
  goods: { sku: string; category: string | null; merchant: string | null; tags: string[] | null }[]
  methods: string[]
}

/** Facts of orders, newest first; tags and categories of goods are those of today. */
export async function readFacts(db: Db, settings: Settings, numbers: readonly string[]): Promise<OrderFacts[]> {
  const { rows } = await sql<Row>`
    select number, total::text, rate::text, region,
      not starts_with(customer_id, 'guest:') and exists (select from orders as earlier
        where earlier.customer_id = orders.customer_id and (earlier.placed_at, earlier.number) < (orders.placed_at, orders.number)) as returning,
      (select jsonb_agg(jsonb_build_object('sku', item.sku, 'category', coalesce(products.category, item.category),
          'merchant', item.merchant_id, 'tags', to_jsonb(products.tags)))
        from order_items as item left join products on products.sku = item.sku where order_number = number) as goods,
      (select coalesce(jsonb_agg(distinct method), '[]') from payments
        where order_number = number and status <> 'failed') as methods
    from orders where number = any (${numbers}::text[]) order by placed_at desc, number desc`.execute(db)
  const isDigital = ({ tags }: Row['goods'][number]) =>
    (tags ?? []).some((tag) => tag.toLowerCase() === settings['order.digital_tag'].toLowerCase())
  return rows.map(({ number, total, rate, region, returning, goods, methods }) => {
    const digital = goods.filter(isDigital).length
    return {
      ...{ number, returning, methods, region: region ?? '', total: convert(BigInt(total), rate) },
      skus: goods.map(({ sku }) => sku),
      categories: goods.flatMap(({ category }) => category ?? []),
      tags: goods.flatMap(({ tags }) => tags ?? []),
      merchants: goods.flatMap(({ merchant }) => merchant ?? []),
      digital: digital === 0 ? 'none' : digital === goods.length ? 'all' : 'some',
    }
  })
}
