import { sql } from 'kysely'
import { describe, expect, test, vi } from 'vitest'
import { readReport } from '../../../analytics/reports/read.ts'
import { refresh } from '../../../analytics/rollups/refresh.ts'
import { refreshLock } from '../../../analytics/rollups/registry.ts'
import { demand } from '../../../shop/result.ts'
import { freshDatabase, freshPglite } from '../../postgres.ts'
import { type Order, removeOrder, writeOrder } from '../orders.ts'
import { rolledUp } from './rolled-up.ts'

for (const [kind, open] of Object.entries({ postgres: freshDatabase, pglite: freshPglite }))
  describe(`on ${kind}`, () => {
    const { db, sales, payments, inZone } = rolledUp(open)

    test('an order that goes away leaves nothing behind', async () => {
      await sales('', {
        number: '1',
        at: '2026-03-01T10:00:00Z',
        lines: [{ price: 1n }],
        payments: [{ id: 'P', amount: 1n }],
      })
      await removeOrder(db(), '1')
      await refresh(db())
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

    test('a tick without marks asks one thing and does nothing', async () => {
      await refresh(db())
      const asked: string[] = []
      const watched = db().withPlugin({
        transformQuery({ node }) {
          asked.push(node.kind)
          return node
        },
        transformResult: async ({ result }) => result,
      })
      expect(await refresh(watched)).toBe(0)
      expect(asked).toHaveLength(1)
    })
  })

test('who asks for a report waits for a refresher that is at it, but not for long', async () => {
  const { db, close } = await freshDatabase()
  await writeOrder(db, { number: '1', at: '2026-03-01T10:00:00Z', lines: [{ price: 1n }] })
  const on = Temporal.PlainDate.from('2026-03-01')
  const ask = async () =>
    demand(await readReport(db, { report: 'sales', window: { from: on, to: on } }, Temporal.Now.instant()))
  let asked: ReturnType<typeof ask> | undefined
  await db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(${refreshLock('sales')})`.execute(trx)
    asked = ask()
    await sql`select pg_sleep(0.3)`.execute(trx)
  })
  expect(await asked).toMatchObject({ totals: { orders_placed: 1n }, uncountedSince: null })
  await writeOrder(db, { number: '2', at: '2026-03-01T11:00:00Z', lines: [{ price: 1n }] })
  await db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(${refreshLock('sales')})`.execute(trx)
    const { totals, uncountedSince } = await ask()
    expect(totals.orders_placed).toBe(1n)
    expect(String(uncountedSince)).toBe('2026-03-01T11:00:00Z')
  })
  await close()
})

test('while one refresher is at a rollup, another does the rest and leaves this one', async () => {
  const { db, close } = await freshDatabase()
  await writeOrder(db, { number: '1', at: '2026-03-01T10:00:00Z', lines: [] })
  await db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(${refreshLock('sales')})`.execute(trx)
    // A customer.
    expect(await refresh(db)).toBe(1)
    expect(await refresh(db)).toBe(0)
  })
  // An hour of sales.
  expect(await refresh(db)).toBe(1)
  await close()
})

test('the first refresh of one rollup does not wait until that of another is through', async () => {
  const { db, close } = await freshDatabase()
  await writeOrder(db, { number: '1', at: '2026-03-01T10:00:00Z', lines: [] })
  let first: Promise<number> | undefined
  await db.transaction().execute(async (trx) => {
    // The sales wait within their refresh, of which nothing is kept yet.
    await sql`lock table sales_hours in share mode`.execute(trx)
    first = refresh(db)
    const counted = async () => (await db.selectFrom('customer_days').select('customer_id').execute()).length
    await vi.waitFor(async () => expect(await counted()).toBe(1), 5_000)
  })
  expect(await first).toBe(2)
  await close()
})
