import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test, vi } from 'vitest'
import { followZone } from '../../../analytics/rollups/follow-zone.ts'
import { isRebuilding, rebuild } from '../../../analytics/rollups/rebuild.ts'
import { refresh } from '../../../analytics/rollups/refresh.ts'
import { rollups } from '../../../analytics/rollups/registry.ts'
import { verify } from '../../../analytics/rollups/verify.ts'
import type { Db } from '../../../db/tables/index.ts'
import { freshDatabase } from '../../postgres.ts'
import { playScenario } from '../../shop/scenario.ts'
import { scenarios } from '../../shop/scenario-steps.ts'
import { type Order, openPromotions, replaceOrder, writeOrder } from '../orders.ts'

/** Some days around the changes of clock in Lord Howe, so that odd hours come up often. */
const at = fc
  .integer({ min: Date.UTC(2026, 9, 2) / 60_000, max: Date.UTC(2026, 9, 6) / 60_000 })
  .map((minute) => String(Temporal.Instant.fromEpochMilliseconds(minute * 60_000)))
const amount = fc.bigInt({ min: 0n, max: 100_00n })
const currency = fc.constantFrom({ currency: 'AUD', rate: '1' }, { currency: 'JPY', rate: '1.0372' })

const order: fc.Arbitrary<Order> = fc
  .record({
    number: fc.integer({ min: 1, max: 8 }).map(String),
    at,
    customer: fc.constantFrom('ana', 'bo'),
    money: currency,
    region: fc.constantFrom(undefined, 'CN-31', 'cn-11'),
    lines: fc.array(
      fc.record({ price: amount, quantity: fc.integer({ min: 1, max: 3 }), merchant: fc.constantFrom(null, 'a', 'b') }),
      { maxLength: 3 },
    ),
    shipping: amount,
    tax: amount,
    cancelledAt: fc.option(at, { nil: undefined }),
    paid: fc.option(fc.record({ method: fc.constantFrom('card', 'alipay'), amount, at }), { nil: undefined }),
    failed: fc.option(fc.record({ method: fc.constant('card'), amount, at }), { nil: undefined }),
    refundedAt: fc.option(at, { nil: undefined }),
    uses: fc.uniqueArray(
      fc.record({
        ...{ promotion: fc.constantFrom('TEN', 'FREE'), given: amount, released: fc.boolean() },
        coupon: fc.constantFrom(undefined, 'HELLO'),
      }),
      { maxLength: 2, selector: ({ promotion }) => promotion },
    ),
  })
  .map(({ money, paid, failed, refundedAt, ...rest }) => ({
    ...rest,
    ...money,
    payments: [
      ...(paid ? [{ id: 'P1', ...paid }] : []),
      ...(failed ? [{ id: 'P2', status: 'failed' as const, ...failed }] : []),
    ],
    refunds:
      refundedAt && paid && paid.amount > 1n
        ? [{ id: 'R1', goods: 1n, shipping: paid.amount - 1n, at: refundedAt }]
        : [],
  }))

/** Every row of every rollup. */
async function rows(db: Db): Promise<string[]> {
  const tables = rollups.flatMap((rollup) => Object.keys(rollup.tables))
  const each = tables.map(async (table) => {
    const { rows } = await sql<{
      row: string
    }>`select ${table} || ${sql.ref(table)}::text as row from ${sql.table(table)}`.execute(db)
    return rows.map(({ row }) => row).toSorted()
  })
  return (await Promise.all(each)).flat()
}

/** Two refresh for as long as the writing takes, and one once more when it is done. */
async function refreshWhile(db: Db, writing: Promise<unknown>): Promise<void> {
  let busy = true
  const written = writing.finally(() => {
    busy = false
  })
  while (busy) await Promise.all([refresh(db), refresh(db)])
  await written
  await refresh(db)
}

test('whatever several importers replace while refreshers run, refreshed rollups equal a full recompute', async () => {
  const { db, close } = await freshDatabase()
  const zone = JSON.stringify('Australia/Lord_Howe')
  const epoch = Temporal.Instant.fromEpochMilliseconds(0)
  await db.insertInto('settings').values({ key: 'shop.timezone', value: zone, updated_at: epoch }).execute()
  await openPromotions(db, ['TEN', 'FREE'], 'HELLO')
  const writers = fc.array(fc.array(order, { maxLength: 6 }), { minLength: 3, maxLength: 3 })
  await fc.assert(
    fc.asyncProperty(writers, async (orders) => {
      const lanes = orders.map(async (lane) => {
        for (const one of lane) await replaceOrder(db, one)
      })
      await refreshWhile(db, Promise.all(lanes))
      expect(await verify(db)).toEqual([])
    }),
    { numRuns: 15, endOnFailure: true },
  )
  await close()
})

test('whatever several people do to a shop while refreshers run, refreshed rollups equal a full recompute', async () => {
  await fc.assert(
    fc.asyncProperty(scenarios, async (steps) => {
      const { db, close } = await freshDatabase()
      try {
        await refreshWhile(db, playScenario(db, steps, 3))
        expect(await verify(db)).toEqual([])
      } finally {
        await close()
      }
    }),
    { numRuns: 8, endOnFailure: true },
  )
}, 60_000)

const day = (text: string) => Temporal.PlainDate.from(text)

/** Three days of orders, and in each rollup a row that is wrong, or should not be there. */
async function threeDaysWithFaults() {
  const database = await freshDatabase()
  const { db } = database
  await openPromotions(db, ['TEN', 'FREE'], 'HELLO')
  for (const date of ['01', '02', '03'])
    await writeOrder(db, {
      number: date,
      uses: [{ promotion: 'TEN', given: 1n }],
      customer: `customer ${date}`,
      at: `2026-03-${date}T03:00:00Z`,
      lines: [{ price: 1n, merchant: 'a' }],
    })
  await refresh(db)
  const right = await rows(db)
  await sql`update sales_hours set gross_sales = 99 where merchant_id = 'a'`.execute(db)
  await sql`update sales_days set units = 7 where bucket > '2026-03-02T12:00Z'`.execute(db)
  await sql`insert into payment_hours values ('2026-03-02T08:00Z', 'ghost', 'CNY', 1, 0, 0, 0, 0, 0)`.execute(db)
  await sql`delete from product_days where bucket < '2026-03-01T12:00Z'`.execute(db)
  await sql`update customer_days set earlier = 1 where customer_id = 'customer 02'`.execute(db)
  await sql`update promotion_days set discount_given = 0 where promotion = 'TEN' and bucket > '2026-03-02T12:00Z'`.execute(
    db,
  )
  const served = { conversations: 1, complaints: 0, replies: 0, reopened: 0, ratings: 0, stars: 0 }
  const never = { answered_from: [], answered_at: [], resolved_from: [], resolved_at: [] }
  const bucket = Temporal.Instant.from('2026-03-01T16:00:00Z')
  await db
    .insertInto('support_days')
    .values({ bucket, agent: 'ghost', ...served, ...never })
    .execute()
  return { ...database, right }
}

test('rollups computed anew from nothing are what refreshers made of them', async () => {
  const { db, right, close } = await threeDaysWithFaults()
  for (const table of rollups.flatMap((rollup) => Object.keys(rollup.tables)))
    await sql`delete from ${sql.table(table)}`.execute(db)
  await rebuild(db)
  expect(await rows(db)).toEqual(right)
  await close()
})

test('a rebuild of some days leaves the others as they are, removes what should not be there, and tells its progress', async () => {
  const { db, close } = await threeDaysWithFaults()
  const progress: [number, number][] = []
  const window = { from: day('2026-03-02'), to: day('2026-03-02') }
  expect(await rebuild(db, window, (done, total) => progress.push([done, total]))).toBe(6)
  const { rows: sales } = await sql<{ gross: bigint }>`
    select gross_sales as gross from sales_hours where merchant_id = 'a' order by bucket`.execute(db)
  expect(sales.map(({ gross }) => gross)).toEqual([99n, 1n, 99n])
  expect(await db.selectFrom('payment_hours').selectAll().execute()).toEqual([])
  expect([progress[0], progress.at(-1)]).toEqual([
    [0, 6],
    [6, 6],
  ])
  expect(progress).toEqual(progress.toSorted(([one], [other]) => one - other))
  await close()
})

test('a rebuild that was stopped goes on where it was, also in another process, and begins anew for other days', async () => {
  const { db, right, close } = await threeDaysWithFaults()
  const stop = (after: number) => (done: number) => {
    if (done >= after) throw new Error('stopped')
  }
  const left = async () => 6 - (await db.selectFrom('rollup_rebuilt').selectAll().execute()).length
  await expect(rebuild(db, {}, stop(1))).rejects.toThrow('stopped')
  expect(await left()).toBeGreaterThan(1)
  expect(await isRebuilding(db)).toBe(true)
  // It was the first part's; if it were done again, this would go away.
  await sql`update sales_hours set gross_sales = 98 where merchant_id = 'a'`.execute(db)
  await expect(rebuild(db, {}, stop(7 - (await left())))).rejects.toThrow('stopped')
  const undone = await left()
  expect(await followZone(db)).toBe(undone)
  const { rows: sales } = await sql`select from sales_hours where gross_sales = 98`.execute(db)
  expect(sales).toHaveLength(3)
  expect(await followZone(db)).toBe(0)
  // There is no payment and no conversation left to count.
  expect(await rebuild(db)).toBe(4)
  expect(await rows(db)).toEqual(right)
  await close()
})

test('of two who rebuild at once each part is done by one', async () => {
  const { db, right, close } = await threeDaysWithFaults()
  const counts = await Promise.all([rebuild(db), rebuild(db)])
  expect(counts[0] + counts[1]).toBe(6)
  expect(await rows(db)).toEqual(right)
  await close()
})

test('a part that is done when something else is asked for already is not taken for a part of that', async () => {
  const { db, right, close } = await threeDaysWithFaults()
  const here = await db.startTransaction().execute()
  await sql`lock table sales_hours in share mode`.execute(here)
  const until = (seen: string) => vi.waitUntil(async () => (await sql.raw(seen).execute(db)).rows.length > 0)
  const first = rebuild(db, { to: day('2026-03-02') })
  await until(`select from pg_locks where relation = 'sales_hours'::regclass and not granted`)
  const whole = rebuild(db)
  await until('select from rollup_rebuild where range_to is null')
  await here.commit().execute()
  await Promise.all([first, whole])
  expect(await rows(db)).toEqual(right)
  await close()
})

test('what differs from a recompute is named, in every rollup, and stays for somebody to look at', async () => {
  const { db, right, close } = await threeDaysWithFaults()
  // From a time before there was any order.
  await sql`
    insert into sales_days select (jsonb_populate_record(one, '{"bucket": "2026-01-31T16:00Z"}')).*
    from sales_days as one limit 1`.execute(db)
  const named = (await verify(db)).map(({ table, row }) => `${table} ${Object.values(row).join(' ')}`)
  expect(named).toEqual([
    'sales_days 2026-01-31 16:00:00+00 CNY ',
    'sales_hours 2026-03-01 03:00:00+00 CNY a',
    'sales_hours 2026-03-02 03:00:00+00 CNY a',
    'sales_hours 2026-03-03 03:00:00+00 CNY a',
    'sales_days 2026-03-02 16:00:00+00 CNY ',
    'payment_hours 2026-03-02 08:00:00+00 ghost  CNY',
    'product_days SKU 2026-02-28 16:00:00+00  a',
    'customer_days 2026-03-01 16:00:00+00 customer 02',
    'promotion_days 2026-03-02 16:00:00+00  0 TEN',
    'support_days ghost 2026-03-01 16:00:00+00',
  ])
  expect(await rows(db)).not.toEqual(right)
  await rebuild(db)
  expect(await verify(db)).toEqual([])
  await close()
})

test('of a shop without orders nothing stays in a rollup', async () => {
  const { db, close } = await freshDatabase()
  const bucket = Temporal.Instant.from('2026-03-01T00:00:00Z')
  const gone = { customer_id: 'gone', bucket, first: bucket, previous: null, earlier: 0, orders: 1 }
  await db.insertInto('customer_days').values(gone).execute()
  expect(await verify(db)).toMatchObject([{ table: 'customer_days', row: { customer_id: 'gone' } }])
  await rebuild(db)
  expect(await rows(db)).toEqual([])
  await close()
})
