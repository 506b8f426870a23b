import type { Db } from '../../db/tables/index.ts'
import { denied, type Member, scopeOf } from '../access/member.ts'
import type { Jobs } from '../jobs.ts'
import { drawMessage } from '../messages.ts'
import { orderNumbered, unknownOrder } from '../orders/find.ts'
import { ok, type Result, refuse } from '../result.ts'
import { hasOwnGoods } from '../shipping/news.ts'
import { type ParcelLine, parcelLines } from '../shipping/tracked.ts'
import { transact } from '../transact.ts'

/** What stands on the packing slip of a parcel. */
export interface PackingSlip {
  order: string
  shipment: string
  carrier: string | null
  tracking: string | null
  lines: Pick<ParcelLine, 'sku' | 'name' | 'nameZh' | 'quantity'>[]
}

/** What a message about a packing slip is known by: order numbers have no blanks. */
const slipSubject = (order: string, shipment: string) => `${order} ${shipment}`

/** The order and the parcel that such a subject, or the argument of a button, names. */
export function parcelNamed(text: string): { order: string; shipment: string } {
  const blank = text.indexOf(' ')
  return blank < 0 ? { order: text, shipment: '' } : { order: text.slice(0, blank), shipment: text.slice(blank + 1) }
}

/** The packing slip of a parcel; null where there is no such parcel. */
export async function packingSlip(db: Db, subject: string): Promise<PackingSlip | null> {
  const { order, shipment } = parcelNamed(subject)
  const parcel = await db
    .selectFrom('shipments')
    .select(['carrier', 'tracking_number as tracking'])
    .where('order_number', '=', order)
    .where('id', '=', shipment)
    .executeTakeFirst()
  if (!parcel) return null
  const lines = (await parcelLines(db, order, null)).filter((line) => line.shipment === shipment)
  return { order, shipment, ...parcel, lines }
}

/**
 * Has the packing slip of a parcel posted to the warehouse channel, once however often it is asked for. Without a parcel it is
 * that of the latest. Refuses an unknown order, one of which nothing has left, and a merchant parcels without its goods.
 * `member` null: a rule asks.
 */
export function askForSlip(
  db: Db,
  jobs: Jobs,
  { order: text, shipment, member }: { order: string; shipment: string; member: Member | null },
): Promise<Result<{ order: string; shipment: string }>> {
  return transact(db, async (trx) => {
    const missing = member && denied(member, 'order.ship')
    if (missing) return missing
    const scope = member && scopeOf(member, 'order.ship')
    const order = await orderNumbered(trx, text, scope)
    if (!order) return unknownOrder(trx, text, scope)
    const parcel = await trx
      .selectFrom('shipments')
      .select('id')
      .where('order_number', '=', order)
      .where(hasOwnGoods(scope))
      .$if(shipment !== '', (query) => query.where('id', '=', shipment))
      .orderBy('shipped_at', 'desc')
      .orderBy('id', 'desc')
      .executeTakeFirst()
    if (!parcel) return refuse('order.no_parcel', { number: order })
    const subject = slipSubject(order, parcel.id)
    await drawMessage(trx, jobs, { kind: 'order.slip', subject, channel: 'channel.warehouse' })
    return ok({ order, shipment: parcel.id })
  })
}
