import { sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import type { TimelineEntry } from '../orders/family.ts'
import type { ParcelStatus } from './track.ts'

/** Something that a carrier told of one parcel of an order. */
export interface ParcelNews {
  shipment: string
  at: Temporal.Instant
  status: ParcelStatus
  place: string
  note: string
}

/** Parcels (of a query that calls them `shipments`) that a merchant has goods in; all where `scope` is null. */
export const hasOwnGoods = (scope: string | null) =>
  scope === null
    ? sql<boolean>`true`
    : sql<boolean>`exists (select from shipment_lines as sent
        join order_items as item on item.order_number = sent.order_number and item.line = sent.line
        where sent.order_number = shipments.order_number and sent.shipment_id = shipments.id
          and item.merchant_id = ${scope})`

/** What carriers told of an order's parcels, oldest first. */
export async function readNews(db: Db, order: string): Promise<ParcelNews[]> {
  const rows = await db
    .selectFrom('shipment_events')
    .select(['shipment_id as shipment', 'at', 'status', 'place', 'note'])
    .where('order_number', '=', order)
    .orderBy('at')
    .orderBy('status')
    .execute()
  return rows.map((row) => ({ ...row, status: row.status as ParcelStatus }))
}

/** The same as entries of the order's timeline; for a merchant those of parcels with its goods. */
export async function carrierEntries(db: Db, order: string, scope: string | null): Promise<TimelineEntry[]> {
  const news = await readNews(db, order)
  if (news.length === 0) return []
  const parcels = await db
    .selectFrom('shipments')
    .select(['id', 'tracking_number'])
    .where('order_number', '=', order)
    .where(hasOwnGoods(scope))
    .execute()
  const names = new Map(parcels.map(({ id, tracking_number }) => [id, tracking_number ?? id]))
  return news
    .filter(({ shipment }) => names.has(shipment))
    .map(({ shipment, at, status, place, note }) => {
      const more = [place, note].filter(Boolean).join(' · ')
      const data = { parcel: names.get(shipment) ?? '', more: more && ` (${more})` }
      return { at, kind: `parcel_${status}`, member: null, data }
    })
}
