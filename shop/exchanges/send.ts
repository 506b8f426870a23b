import type { Db } from '../../db/tables/index.ts'
import type { Order } from '../orders/record.ts'
import { type Refusal, refuse } from '../result.ts'
import { returnNumber } from '../returns/states.ts'
import { readSettings } from '../settings/read.ts'

/** Why the goods of an exchange's order do not leave yet; null where they may, and for any other order. */
export async function whyNotSendYet(
  db: Db,
  { number, exchange_of }: Pick<Order, 'number' | 'exchange_of'>,
): Promise<Refusal | null> {
  if (exchange_of === null) return null
  const waits = await db
    .selectFrom('returns')
    .select(['order_number', 'seq'])
    .where('order_number', '=', exchange_of)
    .where('exchange_order', '=', number)
    .where('state', '=', 'approved')
    .executeTakeFirst()
  if (!waits || (await readSettings(db))['return.exchange_ships'] === 'at_once') return null
  return refuse('exchange.not_received', { number, return: returnNumber(waits) })
}
