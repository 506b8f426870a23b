import { sql } from 'kysely'
import type { Database } from '../../db/connect.ts'
import type { Tables, Trx } from '../../db/tables/index.ts'
import type { Jobs } from '../jobs.ts'
import { markOrders } from '../marks.ts'
import { drawMessage } from '../messages.ts'
import { currencyDigits, toDecimal } from '../money.ts'
import { requestRefund } from '../refunds/request.ts'
import { demand } from '../result.ts'
import { readSettings } from '../settings/read.ts'
import { alertSubject } from '../stock/alert-subject.ts'
import { countSales } from '../stock/cover.ts'
import { workByHand } from './by-hand.ts'
import { sampleAgent, sampleCustomers } from './customers.ts'
import { addSampleExceptions } from './exceptions.ts'
import { addSampleFavourites } from './favourites.ts'
import { sampleCategories, sampleMerchants, sampleProducts } from './goods.ts'
import { refundReasons, type SampleOrder, sampleHistory } from './history.ts'
import { addSamplePromotions } from './promotions.ts'
import { seeded } from './random.ts'
import { addSampleReturns } from './returns.ts'
import { addSampleReviews } from './reviews.ts'
import { rowsOf } from './rows.ts'
import { addSampleSettings } from './settings.ts'
import type { SampleRows } from './shop.ts'
import { sampleStock } from './stock.ts'
import { addSampleConversations } from './support.ts'

export interface SampleOptions {
  /** Members (by Slack id) who have asked for the refunds. */
  requesters: readonly string[]
  /** A manager, who has looked at reviews and seen to the goods. */
  moderator: string
  /** The same seed gives the same shop, moved to `now`. */
  seed?: number
}

const CUSTOMERS = 480
/** What goods cost the shop, of their price. */
const COST_PERCENT = 60n

/**
 * Fills an empty database with a shop: goods, customers, 120 days of orders up to `now`, stock of which some runs low and
 * was asked for, and refunds of which some wait. Does nothing where there is a product or an order. One transaction; takes 1 to 2 s.
 */
export async function fillSample(
  { db }: Database,
  jobs: Jobs,
  { requesters, moderator, seed = 1 }: SampleOptions,
  now: Temporal.Instant,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const product = await trx.selectFrom('products').select('sku').limit(1).executeTakeFirst()
    const order = await trx.selectFrom('orders').select('number').limit(1).executeTakeFirst()
    if (product || order) return
    const random = seeded(seed)
    const settings = await readSettings(trx)
    const { 'shop.currency': currency, 'shop.timezone': timezone } = settings
    const unit = 10n ** BigInt(currencyDigits(currency) ?? 0)
    const customers = sampleCustomers(random, CUSTOMERS)
    const ids = customers.map(({ id }) => id)
    const history = sampleHistory(random, { products: sampleProducts, customers: ids, timezone, now })
    const { stock, movements } = sampleStock(random, sampleProducts, history, now)
    const shop = {
      currency,
      unit,
      shipWithinHours: settings['order.ship_within_hours'],
      requester: requesters[0] ?? '',
      regionOf: new Map(customers.map(({ id, region }) => [id, region ?? null])),
    }

    await insert(trx, {
      merchants: sampleMerchants.map((merchant) => ({ ...merchant, email: `${merchant.id}@example.com` })),
      categories: sampleCategories,
      products: sampleProducts.map(({ sku, name, nameZh, category, merchant, price }) => ({
        sku,
        name,
        name_zh: nameZh,
        category,
        tags: [],
        merchant_id: merchant,
        price: BigInt(price) * unit,
        currency,
        listed: true,
        cost: (BigInt(price) * unit * COST_PERCENT) / 100n,
        updated_at: now,
      })),
      customers,
      stock,
      stock_movements: movements,
      ...together(history.map((sample) => rowsOf(sample, shop))),
    })
    await addSamplePromotions(trx, { currency, zone: timezone }, now)
    await addSampleReviews(trx, jobs, { random: seeded(seed + 1), moderator }, now)
    await addSampleFavourites(trx, seeded(seed + 2), now)
    await markOrders(
      trx,
      history.map(({ number }) => number),
    )
    await countSales(trx, now)
    const member = sampleAgent(moderator, 'manager')
    await workByHand(trx, jobs, { member, settings, now })
    const [agent = moderator, lead = agent] = requesters
    await addSampleSettings(trx, jobs, { agent: sampleAgent(agent, 'support'), member, settings }, now)
    for (const { sku, low_since } of stock)
      if (low_since)
        await drawMessage(trx, jobs, {
          kind: 'stock.alert',
          subject: alertSubject(sku, low_since),
          channel: 'channel.stock',
        })
    await addSampleReturns(trx, jobs, { member: sampleAgent(moderator, 'manager'), now })
    await askForRefunds(trx, jobs, history, requesters, currency, now)
    const merchant = sampleMerchants[0]?.id ?? ''
    await addSampleExceptions(trx, jobs, { agent: sampleAgent(agent), merchant }, now)
    await addSampleConversations(trx, jobs, { orders: history, customers, agent, lead }, now)
  })
}

/** Rows of many orders as rows of each table. */
function together(families: readonly SampleRows[]): SampleRows {
  const all: Record<string, unknown[]> = {}
  for (const family of families)
    for (const [table, rows] of Object.entries(family)) {
      all[table] ??= []
      all[table].push(...rows)
    }
  return all as SampleRows
}

/** Tables in the order in which their rows refer to each other. */
const order = [
  'merchants',
  'categories',
  'products',
  'customers',
  'stock',
  'stock_movements',
  'orders',
  'order_items',
  'payments',
  'refunds',
  'refund_lines',
  'refund_parts',
  'shipments',
  'shipment_lines',
  'order_events',
  'reviews',
] as const satisfies (keyof Tables)[]

/** As JSON can hold it: money as text, and `data`, the one column of JSON, as what its text says. */
const asJson = (column: string, value: unknown): unknown =>
  typeof value === 'bigint' ? String(value) : column === 'data' ? JSON.parse(String(value)) : value

/** Each table's rows go as one JSON value: a statement has room for few thousand parameters. */
async function insert(trx: Trx, rows: SampleRows): Promise<void> {
  for (const table of order) {
    const [first] = rows[table] ?? []
    if (!first) continue
    const columns = sql.join(Object.keys(first).map((column) => sql.ref(column)))
    const json = JSON.stringify(rows[table], asJson)
    await sql`
      insert into ${sql.table(table)} (${columns})
      select ${columns} from jsonb_populate_recordset(null::${sql.table(table)}, ${json}::jsonb)`.execute(trx)
  }
}

const waiting = [
  { minutesAgo: 175, share: 100n, least: 1100, most: 1_000_000 },
  { minutesAgo: 100, share: 100n, least: 120, most: 900 },
  { minutesAgo: 55, share: 60n, least: 150, most: 900 },
  { minutesAgo: 20, share: 50n, least: 200, most: 900 },
]

/** Asks for refunds of some recent orders through the real operation: they wait for approvers. */
async function askForRefunds(
  trx: Trx,
  jobs: Jobs,
  history: readonly SampleOrder[],
  requesters: readonly string[],
  currency: string,
  now: Temporal.Instant,
): Promise<void> {
  const settled = now.subtract({ hours: 4 })
  const open = history.filter(
    ({ deliveredAt, refund }) => deliveredAt && !refund && Temporal.Instant.compare(deliveredAt, settled) < 0,
  )
  const worth = ({ lines }: SampleOrder) =>
    lines.reduce((sum, { product, quantity }) => sum + product.price * quantity, 0)
  const taken = new Set<string>()
  for (const [index, { minutesAgo, share, least, most }] of waiting.entries()) {
    const requester = requesters[index % requesters.length]
    const fits = (sample: SampleOrder) => !taken.has(sample.number) && worth(sample) >= least && worth(sample) <= most
    const chosen = open.findLast(fits)
    if (!chosen || !requester) continue
    taken.add(chosen.number)
    const { total } = await trx
      .selectFrom('orders')
      .select('total')
      .where('number', '=', chosen.number)
      .executeTakeFirstOrThrow()
    const asked = {
      order: chosen.number,
      amount: share === 100n ? null : toDecimal((total * share) / 100n, currency),
      reason: refundReasons[index] ?? '',
      restock: false,
      member: sampleAgent(requester),
      key: 'sample',
      via: 'sample',
    }
    demand(await requestRefund(trx, jobs, asked, now.subtract({ minutes: minutesAgo })))
  }
}
