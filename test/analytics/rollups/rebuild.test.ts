import fc from 'fast-check'
import { expect, test } from 'vitest'
import { followZone } from '../../../analytics/rollups/follow-zone.ts'
import { rebuild } from '../../../analytics/rollups/rebuild.ts'
import { refresh } from '../../../analytics/rollups/refresh.ts'
import type { Db } from '../../../db/tables/index.ts'
import { freshDatabase } from '../../postgres.ts'
import { playScenario } from '../../shop/scenario.ts'
import { scenarios } from '../../shop/scenario-steps.ts'
import { type Order, replaceOrder, writeOrder } from '../orders.ts'

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

const rows = async (db: Db) => ({
  sales: await db
    .selectFrom('sales_hours')
    .selectAll()
    .orderBy('merchant_id')
    .orderBy('bucket')
    .orderBy('currency')
    .execute(),
  payments: await db
    .selectFrom('payment_hours')
    .selectAll()
    .orderBy('bucket')
    .orderBy('method')
    .orderBy('currency')
    .execute(),
})

/** Refreshes for as long as the writing takes, and once more when it is done. */
async function refreshWhile(db: Db, writing: Promise<unknown>): Promise<void> {
  let busy = true
  const written = writing.finally(() => {
    busy = false
  })
  while (busy) await refresh(db)
  await written
  await refresh(db)
}

async function expectRecomputeToEqual(db: Db): Promise<void> {
  const incremental = await rows(db)
  await db.deleteFrom('sales_hours').execute()
  await db.deleteFrom('payment_hours').execute()
  await rebuild(db)
  expect(incremental).toEqual(await rows(db))
}

test('whatever several importers replace while a refresher runs, refreshed rollups equal a full recompute', async () => {
  const { db, close } = await freshDatabase()
  const zone = JSON.stringify('Australia/Lord_Howe')
  const epoch = Temporal.Instant.fromEpochMilliseconds(0)
  await db.insertInto('settings').values({ key: 'shop.timezone', value: zone, updated_at: epoch }).execute()
  const writers = fc.array(fc.array(order, { maxLength: 6 }), { minLength: 3, maxLength: 3 })
  await fc.assert(
    fc.asyncProperty(writers, async (orders) => {
      const lanes = orders.map(async (lane) => {
        for (const one of lane) await replaceOrder(db, one)
      })
      await refreshWhile(db, Promise.all(lanes))
      await expectRecomputeToEqual(db)
    }),
    { numRuns: 15 },
  )
  await close()
})

test('whatever several people do to a shop while a refresher runs, refreshed rollups equal a full recompute', async () => {
  await fc.assert(
    fc.asyncProperty(scenarios, async (steps) => {
      const { db, close } = await freshDatabase()
      try {
        await refreshWhile(db, playScenario(db, steps, 3))
        await expectRecomputeToEqual(db)
      } finally {
        await close()
      }
    }),
    { numRuns: 8, endOnFailure: true },
  )
}, 60_000)

test('where the time zone of the shop changes, all hours are computed anew, once', async () => {
  const { db, close } = await freshDatabase()
  await writeOrder(db, { number: '1', at: '2026-03-01T03:00:00Z', lines: [{ price: 1n, merchant: 'a' }] })
  await refresh(db)
  expect(await followZone(db)).toBe(0)
  const updated_at = Temporal.Instant.fromEpochMilliseconds(0)
  await db.insertInto('settings').values({ key: 'shop.timezone', value: '"Asia/Kolkata"', updated_at }).execute()
  expect(await followZone(db)).toBeGreaterThan(0)
  expect((await rows(db)).sales.map(({ bucket }) => String(bucket))).toEqual(Array(2).fill('2026-03-01T02:30:00Z'))
  expect(await followZone(db)).toBe(0)
  await close()
})

test('a rebuild of some days leaves the others as they are, removes what should not be there, and tells its progress', async () => {
  const { db, close } = await freshDatabase()
  for (const day of ['01', '02', '03'])
    await writeOrder(db, { number: day, at: `2026-03-${day}T03:00:00Z`, lines: [{ price: 1n, merchant: 'a' }] })
  await refresh(db)
  await db.updateTable('sales_hours').set({ gross_sales: 99n }).execute()
  const ghost = { bucket: Temporal.Instant.from('2026-03-02T08:00:00Z'), method: 'ghost', currency: 'CNY' }
  const zeros = { payments: 1, failed: 0, captured: 0n, refunded: 0n, own_captured: 0n, own_refunded: 0n }
  await db
    .insertInto('payment_hours')
    .values({ ...ghost, ...zeros })
    .execute()

  const progress: [number, number][] = []
  const day = Temporal.PlainDate.from('2026-03-02')
  expect(await rebuild(db, { from: day, to: day }, (done, total) => progress.push([done, total]))).toBe(2)

  const { sales, payments } = await rows(db)
  expect(sales.map((row) => row.gross_sales)).toEqual([99n, 1n, 99n, 99n, 1n, 99n])
  expect(payments).toEqual([])
  expect(progress).toEqual([
    [0, 2],
    [1, 2],
    [2, 2],
  ])
  await close()
})
