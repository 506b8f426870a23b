import { sql } from 'kysely'
import type { Sign } from '../../db/tables/exceptions.ts'
import type { Order } from '../orders/record.ts'
import type { Beat } from '../timers/timer.ts'
import { suspicions } from './fraud.ts'
import { openException } from './open.ts'

/** Looks whether something is wrong with an order that was placed or paid just now: it is suspicious, or more than there is. */
export async function noticeArrival(beat: Beat, order: Order, moment: 'placed' | 'paid'): Promise<void> {
  const { trx, jobs, now } = beat
  const { number } = order
  if (order.imported) return
  const signs = await suspicions(beat, order)
  if (signs.length > 0 && !(await suspectedBefore(beat, number)))
    await openException(trx, jobs, { order: number, kind: 'suspected_fraud', signs }, now)
  const short = moment === 'placed' ? await shortGoods(beat, number) : []
  if (short.length > 0) await openException(trx, jobs, { order: number, kind: 'short_stock', signs: short }, now)
}

/** What somebody has dismissed is not brought up again. */
const suspectedBefore = ({ trx }: Beat, order: string) =>
  trx
    .selectFrom('order_exceptions')
    .select('id')
    .where('order_number', '=', order)
    .where('kind', '=', 'suspected_fraud')
    .executeTakeFirst()

/** Goods of an order of which more is promised than there is, as where orders are taken beyond the stock. */
async function shortGoods({ trx }: Beat, order: string): Promise<Sign[]> {
  const { rows } = await sql<{ sku: string; missing: number }>`
    select sku, reserved - on_hand as missing from stock
    where sku in (select sku from order_items where order_number = ${order}) and reserved > on_hand order by sku`.execute(
    trx,
  )
  return rows.slice(0, 10).map((values) => ({ code: 'short', values: { ...values } }))
}
