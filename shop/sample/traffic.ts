import { sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import { membersWho } from '../access/members.ts'
import type { Jobs } from '../jobs.ts'
import { toDecimal } from '../money.ts'
import { cancelOrder } from '../orders/cancel.ts'
import { completeOrder, deliverOrder } from '../orders/deliver.ts'
import { capturePayment, failPayment } from '../orders/pay.ts'
import { placeOrder } from '../orders/place.ts'
import type { Order } from '../orders/record.ts'
import { shipOrder } from '../orders/ship.ts'
import type { OrderStatus } from '../orders/status.ts'
import { requestRefund } from '../refunds/request.ts'
import type { Result } from '../result.ts'
import { sampleAgent } from './customers.ts'
import { paymentMethods, refundReasons } from './history.ts'
import { between, chance, pick, type Random, weighted } from './random.ts'

/** What happened, and to which order. `done` false: the shop refused, as when goods are sold out. */
export interface Happening {
  what: string
  order: string
  done: boolean
}

/** What a happening works with. */
interface Scene {
  db: Db
  jobs: Jobs
  random: Random
  now: Temporal.Instant
}

/** Something that can happen to an order in one of these states, as often as its weight says against the others. */
interface Turn {
  what: string
  weight: number
  from: readonly OrderStatus[]
  happen(scene: Scene, order: Order): Promise<Result<unknown>>
}

const PLACING = 36
const acting = { member: null, via: 'sample' } as const

const turns: readonly Turn[] = [
  {
    what: 'paid',
    weight: 30,
    from: ['pending_payment'],
    happen: ({ db, random, now }, { number, total, captured }) =>
      capturePayment(
        db,
        { order: number, payment: 'P1', method: weighted(random, paymentMethods), amount: total - captured },
        now,
      ),
  },
  {
    what: 'payment_failed',
    weight: 3,
    from: ['pending_payment'],
    happen: ({ db, random, now }, { number, total }) =>
      failPayment(db, { order: number, payment: 'P0', method: weighted(random, paymentMethods), amount: total }, now),
  },
  {
    what: 'cancelled',
    weight: 3,
    from: ['pending_payment', 'paid'],
    happen: ({ db, jobs, now }, { number }) =>
      cancelOrder(db, jobs, { order: number, reason: '不想要了', ...acting }, now),
  },
  {
    what: 'shipped',
    weight: 12,
    from: ['paid', 'processing'],
    happen: ({ db, jobs, now }, { number }) =>
      shipOrder(db, jobs, { order: number, carrier: 'SF Express', tracking: `SF${number}`, ...acting }, now),
  },
  {
    what: 'delivered',
    weight: 8,
    from: ['shipped'],
    happen: ({ db, now }, { number }) => deliverOrder(db, { order: number, ...acting }, now),
  },
  {
    what: 'completed',
    weight: 4,
    from: ['delivered'],
    happen: ({ db, now }, { number }) => completeOrder(db, { order: number, ...acting }, now),
  },
  { what: 'refund_requested', weight: 4, from: ['delivered', 'completed'], happen: askForRefund },
]

/** Customers at work: each step makes one plausible thing happen, through the same operations as in a real shop. */
export function liveTraffic(db: Db, jobs: Jobs) {
  return {
    /** Makes one thing happen; null where there is nothing to sell and nothing going on. */
    async step(now: Temporal.Instant, random: Random): Promise<Happening | null> {
      const scene = { db, jobs, random, now }
      const turn = weighted<Turn | null>(random, [[null, PLACING], ...turns.map((one) => [one, one.weight] as const)])
      const order = turn && (await someOrder(db, turn.from, random))
      if (!turn || !order) return place(scene)
      const { ok } = await turn.happen(scene, order)
      return { what: turn.what, order: order.number, done: ok }
    },
  }
}

async function place({ db, jobs, random, now }: Scene): Promise<Happening | null> {
  const [products, customers] = await Promise.all([
    db.selectFrom('products').select('sku').where('listed', '=', true).orderBy('sku').limit(200).execute(),
    db.selectFrom('customers').select('id').orderBy('id').limit(500).execute(),
  ])
  if (products.length === 0 || customers.length === 0) return null
  const skus = new Set(Array.from({ length: between(random, 1, 3) }, () => pick(random, products).sku))
  const order = {
    number: await nextNumber(db),
    customer: pick(random, customers),
    items: [...skus].map((sku) => ({ sku, quantity: between(random, 1, 2) })),
    estimatedDeliveryAt: now.add({ hours: 24 * 5 }),
  }
  const { ok } = await placeOrder(db, jobs, order, now)
  return { what: 'placed', order: order.number, done: ok }
}

/** A support agent asks for a customer; where there is none, an id that stands for none. */
async function askForRefund(
  { db, jobs, random, now }: Scene,
  { number, total, currency }: Order,
): Promise<Result<unknown>> {
  const members = await membersWho(db, 'refund.request', now)
  const agents = members.filter(({ roles }) => roles.includes('support') || roles.includes('senior_support'))
  const asked = {
    order: number,
    amount: chance(random, 0.5) ? null : toDecimal((total * BigInt(between(random, 10, 60))) / 100n, currency),
    reason: pick(random, refundReasons),
    restock: false,
    member: sampleAgent(agents.length > 0 ? pick(random, agents).id : 'storefront'),
    key: `traffic-${now}`,
    via: 'sample',
  }
  return requestRefund(db, jobs, asked, now)
}

/** One of the latest orders in one of these states. */
async function someOrder(db: Db, statuses: readonly OrderStatus[], random: Random): Promise<Order | null> {
  const orders = await db
    .selectFrom('orders')
    .selectAll()
    .where('status', 'in', statuses)
    .where('imported', '=', false)
    .orderBy('placed_at', 'desc')
    .limit(20)
    .execute()
  return orders.length > 0 ? pick(random, orders) : null
}

/** The number after the greatest one that is all digits. */
async function nextNumber(db: Db): Promise<string> {
  const last = await db
    .selectFrom('orders')
    .select('number')
    .where(sql<boolean>`number ~ '^[0-9]{1,15}$'`)
    .orderBy(sql`length(number)`, 'desc')
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return String(BigInt(last?.number ?? 10_000) + 1n)
}
