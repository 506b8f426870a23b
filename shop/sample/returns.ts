import { sql } from 'kysely'
import type { Trx } from '../../db/tables/index.ts'
import type { Member } from '../access/member.ts'
import type { Jobs } from '../jobs.ts'
import { demand } from '../result.ts'
import { approveReturn } from '../returns/decide.ts'
import { requestReturn } from '../returns/request.ts'
import { trackShipment } from '../shipping/track.ts'

const reasons = ['尺寸不合适，想退货', 'Not the colour that I thought', '想换一个'] as const

/** What customers sent back lately: a return that waits, one that is under way, and an exchange; and what carriers told. */
export async function addSampleReturns(
  trx: Trx,
  jobs: Jobs,
  { member, now }: { member: Member; now: Temporal.Instant },
): Promise<void> {
  const orders = await trx
    .selectFrom('orders')
    .innerJoin('order_items as item', 'item.order_number', 'orders.number')
    .select(['orders.number', 'orders.delivered_at', 'item.sku'])
    .where('orders.status', 'in', ['delivered', 'completed'])
    .where('item.line', '=', 1)
    // Long enough ago that what has been refunded since stays out of it, and within the days of the setting.
    .where('delivered_at', '<', now.subtract({ hours: 24 * 12 }))
    .where('delivered_at', '>', now.subtract({ hours: 24 * 25 }))
    .where('refunded', '=', 0n)
    .where('refund_reserved', '=', 0n)
    .orderBy('delivered_at')
    .limit(reasons.length)
    .execute()
  for (const [index, { number: order, sku }] of orders.entries()) {
    const exchange = index === 2
    const lines = [{ line: 1, quantity: 1, ...(exchange && { wanted: sku }) }]
    const asked = { order, id: `sample-${index}`, kind: exchange ? 'exchange' : 'return', lines } as const
    const at = now.subtract({ hours: 30 - 9 * index })
    demand(await requestReturn(trx, jobs, { ...asked, reason: reasons[index] ?? '', member: null, via: 'sample' }, at))
  }
  const [first] = orders
  if (first) {
    const step = { return: `${first.number}-RT1`, instructions: null, member, via: 'sample' }
    demand(await approveReturn(trx, jobs, step, now.subtract({ hours: 6 })))
  }
  await addCarrierNews(trx, now)
}

/** What carriers told of the parcels that are under way. */
async function addCarrierNews(trx: Trx, now: Temporal.Instant): Promise<void> {
  const parcels = await trx
    .selectFrom('shipments')
    .select(['order_number as order', 'id as shipment', 'shipped_at'])
    .where('delivered_at', 'is', null)
    .where(sql<boolean>`shipped_at < ${now}`)
    .orderBy('shipped_at', 'desc')
    .limit(20)
    .execute()
  for (const [index, { order, shipment, shipped_at }] of parcels.entries()) {
    const told = [
      { status: 'picked_up', place: '上海', after: 2 },
      { status: 'in_transit', place: '武汉', after: 16 },
      { status: index % 7 === 3 ? 'problem' : 'out_for_delivery', place: '成都', after: 40 },
    ] as const
    for (const { after, ...news } of told) {
      const at = shipped_at.add({ hours: after })
      if (Temporal.Instant.compare(at, now) < 0) demand(await trackShipment(trx, { order, shipment, ...news }, at))
    }
  }
}
