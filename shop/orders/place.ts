import { sql } from 'kysely'
import type { Db, Trx } from '../../db/tables/index.ts'
import { orderPlacedTold } from '../callbacks/kinds/orders.ts'
import { tellStorefront } from '../callbacks/tell.ts'
import { type CustomerProfile, keepCustomer } from '../customers.ts'
import type { Jobs } from '../jobs.ts'
import { toDecimal } from '../money.ts'
import { ok, type Result, refuse } from '../result.ts'
import { readSettings } from '../settings/read.ts'
import type { Settings } from '../settings/registry.ts'
import { moveOrderStock } from '../stock/order-stock.ts'
import { transact } from '../transact.ts'
import { type Line, linesOf, type NewItem, sum } from './lines.ts'
import { paidColumns } from './pay.ts'
import { type Order, record } from './record.ts'
import type { OrderStatus } from './status.ts'

export interface NewOrder {
  number: string
  customer: CustomerProfile
  /** Where it goes, as payment methods and promotions were judged by; that of the profile where absent. */
  region?: string | null
  items: readonly NewItem[]
  shipping?: bigint
  tax?: bigint
  /** Off the whole order, beside what is off its lines. */
  discount?: bigint
  /** With its rate, minor unit to minor unit of the shop's currency; the shop's where absent. */
  currency?: { code: string; rate: string }
  estimatedDeliveryAt?: Temporal.Instant | null
  /** When it became known here, where it is told of later: by then its payment is still to come. */
  receivedAt?: Temporal.Instant
}

const mostItems = 200

/**
 * Places an order: promises it the goods, spreads shipping, tax and the order's discount over its lines (in proportion
 * to their price after their own discounts, largest remainder), and keeps name, category, merchant and price as they
 * are now. The same number again gives the order as it stands and does nothing. Refuses unknown goods, goods that are
 * sold out, and figures that do not fit together. `given`: the settings, where the caller has read them.
 */
export function placeOrder(
  db: Db,
  jobs: Jobs,
  asked: NewOrder,
  now: Temporal.Instant,
  given?: Settings,
): Promise<Result<Order>> {
  return transact(db, async (trx) => {
    const { number, items } = asked
    // Twins that come at once queue up here: the later one finds the order, and promises it nothing more.
    await sql`select pg_advisory_xact_lock(hashtextextended(${`order:${number}`}, 0))`.execute(trx)
    const placed = await trx.selectFrom('orders').selectAll().where('number', '=', number).executeTakeFirst()
    if (placed) return ok(placed)
    if (!/^[\p{L}\p{N}][\p{L}\p{N}._-]{0,63}$/u.test(number)) return refuse('order.number_malformed', { number })
    if (items.length === 0 || items.length > mostItems) return refuse('order.no_items', { most: mostItems })
    const settings = given ?? (await readSettings(trx))
    const lines = await linesOf(trx, asked, settings['shop.currency'])
    if (!lines.ok) return lines

    // Goods are promised first, since that can be refused.
    const reserved = await moveOrderStock(
      trx,
      jobs,
      { order: number, kind: 'reserve', lines: lines.value },
      now,
      settings,
    )
    if (!reserved.ok) return reserved
    await keepCustomer(trx, asked.customer, now)
    return ok(await insertOrder(trx, asked, lines.value, settings, now))
  })
}

async function insertOrder(
  trx: Trx,
  asked: NewOrder,
  lines: readonly Line[],
  settings: Settings,
  now: Temporal.Instant,
): Promise<Order> {
  const { number, customer, currency, estimatedDeliveryAt, receivedAt, shipping = 0n, tax = 0n } = asked
  const { region = customer.region } = asked
  const gross = sum(lines.map((line) => BigInt(line.quantity) * line.unit_price))
  const discount = sum(lines.map((line) => line.discount))
  const total = gross - discount + shipping + tax
  const order = await trx
    .insertInto('orders')
    .values({
      number,
      customer_id: customer.id,
      placed_at: now,
      // Nothing to pay is paid.
      status: total === 0n ? 'paid' : 'pending_payment',
      currency: currency?.code ?? settings['shop.currency'],
      rate: currency?.rate ?? '1',
      gross,
      discount,
      shipping,
      tax,
      total,
      region: region ?? null,
      estimated_delivery_at: estimatedDeliveryAt ?? null,
      received_at: receivedAt ?? null,
      ...(total === 0n && paidColumns(settings, now)),
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  await trx
    .insertInto('order_items')
    .values(lines.map((line) => ({ order_number: number, ordered_at: now, ...line })))
    .execute()
  await tellStorefront(trx, orderPlacedTold, placedWords(order, lines), now)
  await record(trx, number, total === 0n ? [{ kind: 'placed' }, { kind: 'paid' }] : [{ kind: 'placed' }], now)
  return order
}

/** A new order as storefronts are told of it. */
function placedWords(
  { number, status, customer_id, currency, total, estimated_delivery_at: eta }: Order,
  lines: readonly Line[],
) {
  const decimal = (amount: bigint) => toDecimal(amount, currency)
  return {
    ...{ order: number, status: status as OrderStatus, customer: customer_id, currency, total: decimal(total) },
    items: lines.map(({ line, sku, quantity, unit_price, discount }) => ({
      ...{ line, sku, quantity, unit_price: decimal(unit_price), discount: decimal(discount) },
    })),
    ...(eta && { estimated_delivery_at: String(eta) }),
  }
}
