import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { refresh, refreshLock } from '../../../analytics/rollups/refresh.ts'
import type { Database } from '../../../db/connect.ts'
import { freshDatabase, freshPglite } from '../../postgres.ts'
import { type Order, removeOrder, writeOrder } from '../orders.ts'

/** `toMatchObject` takes any two instants for equal. */
const named = <R extends { bucket: Temporal.Instant }>(row: R) => ({ ...row, bucket: String(row.bucket) })

const kinds = { postgres: freshDatabase, pglite: freshPglite }

for (const [kind, open] of Object.entries(kinds))
  describe(`on ${kind}`, () => {
    let database: Database
    beforeAll(async () => {
      database = await open()
    })
    afterAll(() => database.close())
    beforeEach(async () => {
      for (const { number } of await database.db.selectFrom('orders').select('number').execute())
        await removeOrder(database.db, number)
      await refresh(database.db)
    })

    const sales = async (merchant: string, ...orders: Order[]) => {
      for (const order of orders) await writeOrder(database.db, order)
      await refresh(database.db)
      const rows = await database.db
        .selectFrom('sales_hours')
        .selectAll()
        .where('merchant_id', '=', merchant)
        .orderBy('bucket')
        .orderBy('currency')
        .execute()
      return rows.map(named)
    }
    const payments = async () => {
      const rows = database.db.selectFrom('payment_hours').selectAll().orderBy('bucket').orderBy('method')
      return (await rows.execute()).map(named)
    }
    const inZone = (zone: string) =>
      database.db
        .insertInto('settings')
        .values({
          key: 'shop.timezone',
          value: JSON.stringify(zone),
          updated_at: Temporal.Instant.fromEpochMilliseconds(0),
        })
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: JSON.stringify(zone) }))
        .execute()

    test('an order counts in the hour it was placed, a cancellation and a refund in theirs', async () => {
      const rows = await sales(
        '',
        {
          number: '1',
          at: '2026-03-01T10:15:00Z',
          lines: [{ price: 10_00n, quantity: 3, discount: 2_00n }],
          shipping: 5_00n,
          tax: 1_00n,
          payments: [{ id: 'P1', amount: 34_00n }],
          refunds: [{ id: 'R1', goods: 8_00n, shipping: 5_00n, at: '2026-03-02T12:00:00Z' }],
        },
        {
          number: '2',
          at: '2026-03-01T10:59:59Z',
          lines: [{ price: 7_00n, discount: 1_00n }],
          cancelledAt: '2026-03-01T11:00:00Z',
        },
      )
      expect(rows).toMatchObject([
        {
          bucket: '2026-03-01T10:00:00Z',
          orders_placed: 2,
          orders_cancelled: 1,
          orders_paid: 1,
          units: 4n,
          gross_sales: 37_00n,
          discounts: 3_00n,
          shipping: 5_00n,
          tax: 1_00n,
          cancellations: 0n,
          returns: 0n,
        },
        {
          bucket: '2026-03-01T11:00:00Z',
          orders_placed: 0,
          cancellations: 6_00n,
          gross_sales: 0n,
        },
        {
          bucket: '2026-03-02T12:00:00Z',
          orders_placed: 0,
          returns: 8_00n,
          shipping_refunds: 5_00n,
        },
      ])
    })

    test('a cancelled order whose payment was captured is no cancellation of goods, even of a payment of zero', async () => {
      const rows = await sales('', {
        number: '1',
        at: '2026-03-01T10:00:00Z',
        cancelledAt: '2026-03-01T10:30:00Z',
        lines: [{ price: 7_00n }],
        payments: [{ id: 'P1', amount: 0n }],
      })
      expect(rows).toMatchObject([{ orders_cancelled: 1, orders_paid: 0, cancellations: 0n }])
    })

    test('an order with a total of zero counts as paid', async () => {
      expect(await sales('', { number: '1', at: '2026-03-01T10:00:00Z', lines: [] })).toMatchObject([
        { orders_placed: 1, orders_paid: 1, units: 0n },
      ])
    })

    test('a merchant has its own lines of a mixed order, and what the merchants have adds up to the shop', async () => {
      const order: Order = {
        number: '1',
        at: '2026-03-01T10:00:00Z',
        currency: 'EUR',
        rate: '7.7777',
        shipping: 1_01n,
        tax: 33n,
        lines: [
          { merchant: 'a', price: 3_33n },
          { merchant: 'a', price: 1_11n, quantity: 2 },
          { merchant: 'b', price: 9_99n, discount: 11n },
        ],
      }
      const [shop] = await sales('', order)
      const [a] = await sales('a')
      const [b] = await sales('b')
      expect(a).toMatchObject({
        orders_placed: 1,
        units: 3n,
        own_gross_sales: 5_55n,
        gross_sales: 2590n + 1727n,
      })
      expect(b).toMatchObject({ orders_placed: 1, units: 1n, own_gross_sales: 9_99n, own_discounts: 11n })
      for (const key of ['gross_sales', 'discounts', 'shipping', 'tax', 'own_shipping', 'own_tax'] as const)
        expect(shop?.[key]).toBe((a?.[key] ?? 0n) + (b?.[key] ?? 0n))
      expect(shop?.orders_placed).toBe(1)
    })

    test('money is converted at the rate of its order, half away from zero, and kept in its own currency', async () => {
      const at = '2026-03-01T10:00:00Z'
      const rows = await sales(
        '',
        { number: '1', at, currency: 'EUR', rate: '0.5', lines: [{ price: 5n }] },
        { number: '2', at, currency: 'EUR', rate: '2', lines: [{ price: 5n }] },
        { number: '3', at, lines: [{ price: 5n }] },
      )
      expect(rows).toMatchObject([
        { currency: 'CNY', gross_sales: 5n, own_gross_sales: 5n },
        { currency: 'EUR', gross_sales: 13n, own_gross_sales: 10n },
      ])
    })

    test('payments are counted by method and by when they were captured, refunds by when they succeeded', async () => {
      await sales('', {
        number: '1',
        at: '2026-03-01T10:00:00Z',
        lines: [{ price: 9_00n }],
        payments: [
          { id: 'P1', method: 'alipay', amount: 9_00n, at: '2026-03-01T12:10:00Z' },
          { id: 'P2', method: 'card', amount: 9_00n, status: 'failed', at: '2026-03-01T10:10:00Z' },
          { id: 'P3', method: 'card', amount: 0n, at: '2026-03-01T10:20:00Z' },
          { id: 'P4', method: 'card', amount: 9_00n, status: 'pending', at: '2026-03-01T10:20:00Z' },
        ],
        refunds: [{ id: 'R1', goods: 4_00n, at: '2026-03-03T00:00:00Z' }],
      })
      expect(await payments()).toMatchObject([
        {
          bucket: '2026-03-01T10:00:00Z',
          method: 'card',
          payments: 1,
          failed: 1,
          captured: 0n,
          refunded: 0n,
        },
        {
          bucket: '2026-03-01T12:00:00Z',
          method: 'alipay',
          payments: 1,
          failed: 0,
          captured: 9_00n,
          refunded: 0n,
        },
        {
          bucket: '2026-03-03T00:00:00Z',
          method: 'alipay',
          payments: 0,
          failed: 0,
          captured: 0n,
          refunded: 4_00n,
        },
      ])
    })

    test('an order that goes away leaves nothing behind', async () => {
      await sales('', {
        number: '1',
        at: '2026-03-01T10:00:00Z',
        lines: [{ price: 1n }],
        payments: [{ id: 'P', amount: 1n }],
      })
      await removeOrder(database.db, '1')
      await refresh(database.db)
      expect([...(await sales('')), ...(await payments())]).toEqual([])
    })

    test('the repeated hour of autumn is two buckets, and an hour of a zone with minutes begins at its minutes', async () => {
      await inZone('Europe/Berlin')
      const order = (number: string, at: string): Order => ({ number, at, lines: [] })
      const twice = await sales('', order('1', '2026-10-25T00:30:00Z'), order('2', '2026-10-25T01:30:00Z'))
      await inZone('Asia/Kathmandu')
      const kathmandu = await sales('', order('3', '2026-11-01T00:10:00Z'))
      await inZone('Australia/Lord_Howe')
      const lordHowe = await sales('', order('4', '2026-10-03T15:31:00Z'))
      await inZone('UTC')
      expect(twice.map((row) => row.bucket)).toEqual(['2026-10-25T00:00:00Z', '2026-10-25T01:00:00Z'])
      expect(kathmandu.at(-1)?.bucket).toBe('2026-10-31T23:15:00Z')
      expect(lordHowe.map((row) => row.bucket)).toContain('2026-10-03T15:30:00Z')
    })

    test('a tick without marks takes under a millisecond', async () => {
      await refresh(database.db)
      const times: number[] = []
      for (let round = 0; round < 200; round++) {
        const start = performance.now()
        expect(await refresh(database.db)).toBe(0)
        times.push(performance.now() - start)
      }
      expect(Math.min(...times)).toBeLessThan(1)
    })
  })

test('while one refresher is at it, another returns at once and does nothing', async () => {
  const { db, close } = await freshDatabase()
  await writeOrder(db, { number: '1', at: '2026-03-01T10:00:00Z', lines: [] })
  await db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(${refreshLock})`.execute(trx)
    expect(await refresh(db)).toBe(0)
  })
  expect(await refresh(db)).toBe(1)
  await close()
})
