import { sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import type { Settings } from '../settings/registry.ts'

/** Of a carrier's deliveries to a region so many of the latest are looked at, and so many have to be known. */
const MOST_LOOKED_AT = 200
const FEWEST = 5

/** When a parcel arrives, and what that rests on: its carrier's word, past deliveries, or a setting. */
export interface Arrival {
  at: Temporal.Instant
  by: 'carrier' | 'past' | 'setting'
  /** It should be there, and is not. */
  late: boolean
}

interface UnderWay {
  carrier: string | null
  shipped_at: Temporal.Instant
  delivered_at: Temporal.Instant | null
  estimated_delivery_at: Temporal.Instant | null
}

/**
 * When a parcel to a region is likely to arrive: as its carrier says; else after the usual time of that carrier to that
 * region, the median of its latest deliveries; else after the setting's days.
 */
export async function arrivalOf(
  db: Db,
  settings: Settings,
  { carrier, shipped_at, delivered_at, estimated_delivery_at }: UnderWay,
  region: string | null,
  now: Temporal.Instant,
): Promise<Arrival> {
  const found = async (): Promise<Omit<Arrival, 'late'>> => {
    if (estimated_delivery_at) return { at: estimated_delivery_at, by: 'carrier' }
    const minutes = carrier === null ? null : await usualMinutes(db, carrier, region)
    return minutes === null
      ? { at: shipped_at.add({ hours: 24 * settings['order.delivery_days'] }), by: 'setting' }
      : { at: shipped_at.add({ minutes }), by: 'past' }
  }
  const arrival = await found()
  return { ...arrival, late: delivered_at === null && Temporal.Instant.compare(arrival.at, now) < 0 }
}

/** The median of minutes under way of a carrier's latest deliveries to a region; null where too few are known. */
async function usualMinutes(db: Db, carrier: string, region: string | null): Promise<number | null> {
  const { rows } = await sql<{ minutes: number | null }>`
    select case when count(*) >= ${FEWEST} then
      (percentile_cont(0.5) within group (order by extract(epoch from delivered_at - shipped_at)) / 60)::int end as minutes
    from (
      select shipments.shipped_at, shipments.delivered_at from shipments
      join orders on orders.number = shipments.order_number
      left join customers on customers.id = orders.customer_id
      where shipments.carrier = ${carrier} and shipments.delivered_at is not null
        and shipments.delivered_at > shipments.shipped_at
        and coalesce(orders.region, customers.region) is not distinct from ${region}
      order by shipments.shipped_at desc limit ${MOST_LOOKED_AT}
    ) as latest`.execute(db)
  return rows[0]?.minutes ?? null
}
