import type { Trx } from '../../db/tables/index.ts'
import type { Member } from '../access/member.ts'
import type { Jobs } from '../jobs.ts'
import { placeOrder } from '../orders/place.ts'
import { lockOrder, type Order, record, updateOrder } from '../orders/record.ts'
import { readMethods } from '../payments/methods.ts'
import { readRefundable } from '../refunds/refundable.ts'
import { amountOfShares, capShares, sharesOf } from '../refunds/shares.ts'
import { demand, ok, type Result, refuse } from '../result.ts'
import type { ReturnRow } from '../returns/find.ts'
import { returnNumber } from '../returns/states.ts'
import type { Settings } from '../settings/registry.ts'
import { carryOver } from './carry.ts'

/**
 * Makes the order of an exchange: the wanted goods at today's prices, promised to it, paid as far as the goods sent back are
 * worth. The storefront is told what is left to pay. Refuses goods that are sold out, or priced in another currency.
 */
export async function openExchange(
  trx: Trx,
  jobs: Jobs,
  settings: Settings,
  { order, row, member }: { order: Order; row: ReturnRow; member: Member },
  now: Temporal.Instant,
): Promise<Result<Pick<ReturnRow, 'exchange_order' | 'credit' | 'refund_id'>>> {
  const number = `${order.number}-X${row.seq}`
  const taken = await trx.selectFrom('orders').select('number').where('number', '=', number).executeTakeFirst()
  if (taken) return refuse('exchange.number_taken', { number })
  const lines = await trx
    .selectFrom('return_lines as asked')
    .leftJoin('products', 'products.sku', 'asked.wanted_sku')
    .select(['asked.line', 'asked.quantity', 'asked.wanted_sku as wanted', 'products.price', 'products.currency'])
    .where('asked.order_number', '=', order.number)
    .where('asked.return_id', '=', row.id)
    .orderBy('asked.line')
    .execute()
  const items: { sku: string; quantity: number; unitPrice: bigint }[] = []
  for (const { wanted: sku, quantity, price, currency } of lines) {
    if (sku === null || price === null) return refuse('stock.unknown_sku', { sku: sku ?? '', count: 0, nearest: '' })
    if (currency !== order.currency) return refuse('exchange.currency', { sku, currency: order.currency })
    items.push({ sku, quantity, unitPrice: price })
  }
  const source = await readRefundable(trx, order, null, await readMethods(trx))
  const shares = sharesOf(source, lines, settings['return.refund_shipping'])
  const credit = amountOfShares(shares)
  const placed = await placeOrder(
    trx,
    jobs,
    {
      ...{ number, items, customer: { id: order.customer_id }, region: order.region },
      currency: { code: order.currency, rate: order.rate },
    },
    now,
    settings,
  )
  if (!placed.ok) return placed
  const { total } = await updateOrder(trx, number, { exchange_of: order.number })
  demand(await lockOrder(trx, number))
  const data = { order: order.number, return: returnNumber(row) }
  await record(trx, number, [{ kind: 'exchange_of', member: member.id, data }], now)
  const carried = capShares(shares, total)
  const refund_id =
    amountOfShares(carried) > 0n
      ? await carryOver(trx, { source, shares: carried, to: number, request: row.id, member }, now)
      : null
  return ok({ exchange_order: number, credit, refund_id })
}
