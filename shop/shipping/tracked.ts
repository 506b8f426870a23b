import type { Db } from '../../db/tables/index.ts'
import { denied, type Member, scopeOf } from '../access/member.ts'
import { knownOrder, unknownOrder } from '../orders/find.ts'
import type { OrderStatus } from '../orders/status.ts'
import { ok, type Result } from '../result.ts'
import type { Settings } from '../settings/registry.ts'
import { type Arrival, arrivalOf } from './estimate.ts'
import { hasOwnGoods, type ParcelNews, readNews } from './news.ts'

/** So much of one order line that is in a parcel. */
export interface ParcelLine {
  line: number
  sku: string
  name: string
  nameZh: string | null
  quantity: number
}

/** A parcel of an order, with what its carrier told of it. */
export interface Parcel {
  id: string
  carrier: string | null
  tracking: string | null
  shippedAt: Temporal.Instant
  deliveredAt: Temporal.Instant | null
  arrival: Arrival
  lines: ParcelLine[]
  /** Newest first. */
  news: ParcelNews[]
}

/** Where the parcels of an order are. */
export interface TrackedOrder {
  number: string
  status: OrderStatus
  parcels: Parcel[]
}

/**
 * The parcels of an order that a person names by its number or by that of one of them; a merchant gets those with its goods,
 * and its goods in them. Refuses an unknown number with the nearest ones.
 */
export async function trackedOrder(
  db: Db,
  settings: Settings,
  member: Member,
  text: string,
  now: Temporal.Instant,
): Promise<Result<TrackedOrder>> {
  const missing = denied(member, 'order.view')
  if (missing) return missing
  const scope = scopeOf(member, 'order.view')
  const number = await knownOrder(db, text, scope)
  if (!number) return unknownOrder(db, text, scope)
  const { status, region } = await db
    .selectFrom('orders')
    .leftJoin('customers', 'customers.id', 'orders.customer_id')
    .select(['orders.status'])
    .select(({ fn }) => fn.coalesce('orders.region', 'customers.region').as('region'))
    .where('number', '=', number)
    .executeTakeFirstOrThrow()
  const parcels = await readParcels(db, settings, { number, region }, scope, now)
  return ok({ number, status: status as OrderStatus, parcels })
}

async function readParcels(
  db: Db,
  settings: Settings,
  { number, region }: { number: string; region: string | null },
  scope: string | null,
  now: Temporal.Instant,
): Promise<Parcel[]> {
  const [rows, lines, news] = await Promise.all([
    db
      .selectFrom('shipments')
      .selectAll()
      .where('order_number', '=', number)
      .where(hasOwnGoods(scope))
      .orderBy('shipped_at')
      .orderBy('id')
      .execute(),
    parcelLines(db, number, scope),
    readNews(db, number),
  ])
  return Promise.all(
    rows.map(async (row) => ({
      id: row.id,
      carrier: row.carrier,
      tracking: row.tracking_number,
      shippedAt: row.shipped_at,
      deliveredAt: row.delivered_at,
      arrival: await arrivalOf(db, settings, row, region, now),
      lines: lines.filter(({ shipment }) => shipment === row.id).map(({ shipment, ...line }) => line),
      news: news.filter(({ shipment }) => shipment === row.id).toReversed(),
    })),
  )
}

/** What is in the parcels of an order; of a merchant its own goods. */
export const parcelLines = (
  db: Db,
  order: string,
  scope: string | null,
): Promise<(ParcelLine & { shipment: string })[]> =>
  db
    .selectFrom('shipment_lines as sent')
    .innerJoin('order_items as item', (join) =>
      join.onRef('item.order_number', '=', 'sent.order_number').onRef('item.line', '=', 'sent.line'),
    )
    .leftJoin('products', 'products.sku', 'item.sku')
    .select(['sent.shipment_id as shipment', 'sent.line', 'sent.quantity', 'item.sku', 'item.name'])
    .select('products.name_zh as nameZh')
    .where('sent.order_number', '=', order)
    .$if(scope !== null, (query) => query.where('item.merchant_id', '=', scope))
    .orderBy('sent.line')
    .execute()
