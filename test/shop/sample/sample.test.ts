import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../../db/connect.ts'
import { fillSample } from '../../../shop/sample/fill.ts'
import { seeded } from '../../../shop/sample/random.ts'
import { liveTraffic } from '../../../shop/sample/traffic.ts'
import { freshDatabase } from '../../postgres.ts'
import { recordingJobs } from '../goods.ts'
import { brokenInvariants } from '../invariants.ts'

const requesters = ['USAM', 'ULIN']

describe('the sample shop', () => {
  let database: Database
  const now = Temporal.Instant.from('2026-03-10T04:30:00Z')
  const { jobs, added } = recordingJobs()

  beforeAll(async () => {
    database = await freshDatabase()
    await fillSample(database, jobs, { requesters, moderator: 'UMEI' }, now)
  })
  afterAll(() => database.close())

  const count = async (what: string) => {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.raw(what)}`.execute(database.db)
    return rows[0]?.n ?? 0
  }

  test('has goods, merchants, customers and four months of orders up to now', async () => {
    expect(await count('products')).toBeGreaterThan(55)
    expect(await count('merchants')).toBe(6)
    expect(await count('customers')).toBeGreaterThanOrEqual(150)
    expect(await count('orders')).toBeGreaterThan(600)
    expect(await count('orders where imported')).toBe(0)
    expect(await count(`orders where placed_at > '${now}'`)).toBe(0)
    expect(await count(`order_events where at > '${now}'`)).toBe(0)
    expect(await count("(select distinct method from payments where status = 'captured') m")).toBe(4)
  })

  test('has every status, failed payments, refunds of before and reviews', async () => {
    expect(await count('(select distinct status from orders) s')).toBe(7)
    for (const what of ["payments where status = 'failed'", "refunds where state = 'succeeded'", 'reviews'])
      expect(await count(what)).toBeGreaterThan(5)
  })

  test('has reviews of all stars in every state, each that waits with its alert, and favourites, some bought later', async () => {
    expect(await count('(select distinct rating from reviews) r')).toBe(5)
    expect(await count('reviews where reply is not null')).toBeGreaterThan(10)
    expect(await count("reviews where state = 'hidden' and state_by = 'UMEI'")).toBeGreaterThanOrEqual(1)
    const waiting = await count("reviews where state = 'waiting'")
    expect(waiting).toBeGreaterThanOrEqual(4)
    expect(await count("messages where kind = 'review.alert'")).toBe(waiting)
    expect(await count('favourites where saved')).toBeGreaterThan(100)
    expect(await count(`favourites where changed_at > '${now}'`)).toBe(0)
    expect(
      await count(`favourites f where exists (select from orders o join order_items i on i.order_number = o.number
        where o.customer_id = f.customer_id and i.sku = f.sku and o.placed_at >= f.added_at)`),
    ).toBeGreaterThan(5)
  })

  test('has refunds that wait, each with its prompt, and goods that are low, each with its alert', async () => {
    expect(await count("refunds where state = 'requested'")).toBe(4)
    expect(await count("approvals where state = 'pending' and required = 2")).toBe(1)
    expect(await count("messages where kind = 'refund.prompt'")).toBe(4)
    const low = await count('stock where on_hand - reserved < coalesce(safety_level, 10)')
    expect(low).toBeGreaterThanOrEqual(4)
    expect(await count('stock where low_since is not null')).toBe(low)
    expect(added.filter(({ key }) => key.startsWith('stock.alert')).length).toBe(low)
  })

  test('has variants, tags, rates, and requests for what is low, some of them answered', async () => {
    expect(await count('products where variant_of is not null')).toBe(4)
    expect(await count('(select distinct unnest(tags) from products) t')).toBe(4)
    expect(await count('fixed_rates')).toBe(3)
    const asked = await count("restocks where state = 'asked'")
    expect(asked).toBeGreaterThanOrEqual(2)
    expect(await count("restocks where state in ('promised', 'declined')")).toBe(2)
    expect(await count("messages where kind = 'stock.restock'")).toBe(asked + 2)
  })

  test('has a rule that is on', async () => {
    const rules = await database.db.selectFrom('order_rules').select(['active', 'actions']).execute()
    expect(rules).toEqual([{ active: true, actions: { tag: 'large' } }])
  })

  test('keeps every invariant, also while customers go on', async () => {
    expect(await brokenInvariants(database.db)).toEqual([])
    const traffic = liveTraffic(database.db, jobs)
    const random = seeded(7)
    const seen = new Set<string>()
    for (let minute = 1; minute <= 120; minute++) {
      const happening = await traffic.step(now.add({ minutes: minute }), random)
      if (happening?.done) seen.add(happening.what)
    }
    expect(await brokenInvariants(database.db)).toEqual([])
    expect([...seen].sort()).toEqual([
      'cancelled',
      'completed',
      'delivered',
      'paid',
      'payment_failed',
      'placed',
      'refund_requested',
      'shipped',
    ])
  })

  test('is left alone where there is a shop already', async () => {
    const before = await count('orders')
    await fillSample(database, jobs, { requesters, moderator: 'UMEI' }, now)
    expect(await count('orders')).toBe(before)
  })
})

test.each([
  ['2026-03-09T16:00:01Z', 'Asia/Shanghai', 'a second after midnight'],
  ['2026-03-08T07:30:00Z', 'America/New_York', 'in the hour that daylight saving leaves out'],
])('today has orders at %s in %s (%s), the same for the same seed', async (instant, zone) => {
  const database = await freshDatabase()
  try {
    const now = Temporal.Instant.from(instant)
    await database.db
      .insertInto('settings')
      .values({ key: 'shop.timezone', value: JSON.stringify(zone), updated_at: now })
      .execute()
    const { jobs } = recordingJobs()
    await fillSample(database, jobs, { requesters, moderator: 'UMEI', seed: 5 }, now)
    const start = now.toZonedDateTimeISO(zone).startOfDay().toInstant()
    const today = await database.db.selectFrom('orders').select('placed_at').where('placed_at', '>=', start).execute()
    expect(today.length).toBeGreaterThanOrEqual(3)
    const future = await database.db.selectFrom('orders').select('number').where('placed_at', '>', now).execute()
    expect(future).toEqual([])
  } finally {
    await database.close()
  }
})
