import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { freshness } from '../../../analytics/reports/freshness.ts'
import { readReport } from '../../../analytics/reports/read.ts'
import { followZone } from '../../../analytics/rollups/follow-zone.ts'
import { isRebuilding, rebuild } from '../../../analytics/rollups/rebuild.ts'
import { refresh } from '../../../analytics/rollups/refresh.ts'
import { verify } from '../../../analytics/rollups/verify.ts'
import type { Db } from '../../../db/tables/index.ts'
import { demand } from '../../../shop/result.ts'
import { freshDatabase } from '../../postgres.ts'
import { writeOrder } from '../orders.ts'

const epoch = Temporal.Instant.fromEpochMilliseconds(0)

async function moveTo(db: Db, zone: string): Promise<void> {
  const row = { key: 'shop.timezone', value: JSON.stringify(zone), updated_at: epoch }
  await db
    .insertInto('settings')
    .values(row)
    .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
    .execute()
}

/** An order of a customer who orders again and again, early in a day of Shanghai that is the day before in New York. */
const order = (db: Db, number: string, at: string) =>
  writeOrder(db, { number, at, customer: 'ana', lines: [{ price: 1n, merchant: 'a', sku: 'TEA' }] })

test('where the time zone of the shop changes, all hours are computed anew, once', async () => {
  const { db, close } = await freshDatabase()
  await writeOrder(db, { number: '1', at: '2026-03-01T03:00:00Z', lines: [{ price: 1n, merchant: 'a' }] })
  await refresh(db)
  expect(await followZone(db)).toBe(0)
  await moveTo(db, 'Asia/Kolkata')
  expect(await followZone(db)).toBeGreaterThan(0)
  const { rows } = await sql<{ bucket: Temporal.Instant }>`select bucket from sales_hours order by merchant_id`.execute(
    db,
  )
  expect(rows.map(({ bucket }) => String(bucket))).toEqual(Array(2).fill('2026-03-01T02:30:00Z'))
  expect(await followZone(db)).toBe(0)
  await close()
})

test('a zone that changes before anybody looked is followed too, and reports say so until it is', async () => {
  const { db, close } = await freshDatabase()
  await writeOrder(db, { number: '1', at: '2026-03-01T03:00:00Z', lines: [{ price: 1n }] })
  await refresh(db)
  await moveTo(db, 'Asia/Kolkata')
  const on = Temporal.PlainDate.from('2026-03-01')
  const said = async () => {
    const report = demand(await readReport(db, { report: 'sales', window: { from: on, to: on } }, epoch))
    return freshness(report, 'en', String).some((line) => line.includes('time zone has changed'))
  }
  expect(await said()).toBe(true)
  expect(await followZone(db)).toBeGreaterThan(0)
  expect([await said(), await isRebuilding(db)]).toEqual([false, false])
  expect(await verify(db)).toEqual([])
  await close()
})

const stop = (done: number) => {
  if (done > 0) throw new Error('stopped')
}

test('what was counted in a zone that was changed and changed back is computed anew', async () => {
  const { db, close } = await freshDatabase()
  await order(db, '1', '2026-03-01T17:00:00Z')
  await refresh(db)
  await followZone(db)
  await moveTo(db, 'America/New_York')
  await order(db, '2', '2026-03-01T18:00:00Z')
  await refresh(db)
  await moveTo(db, 'Asia/Shanghai')
  expect(await verify(db)).not.toEqual([])
  expect(await followZone(db)).toBeGreaterThan(0)
  expect([await verify(db), await followZone(db)]).toEqual([[], 0])
  await close()
})

test('a rebuild that was stopped in a zone that was changed back is made good', async () => {
  const { db, close } = await freshDatabase()
  await order(db, '1', '2026-03-01T17:00:00Z')
  await refresh(db)
  await moveTo(db, 'America/New_York')
  await expect(rebuild(db, {}, stop)).rejects.toThrow('stopped')
  await moveTo(db, 'Asia/Shanghai')
  expect(await followZone(db)).toBeGreaterThan(0)
  expect([await verify(db), await followZone(db), await isRebuilding(db)]).toEqual([[], 0, false])
  await close()
})

test('a rebuild of some dates in a new zone does not stand for all', async () => {
  const { db, close } = await freshDatabase()
  await order(db, '1', '2026-03-01T17:00:00Z')
  await order(db, '2', '2026-05-01T17:00:00Z')
  await refresh(db)
  await moveTo(db, 'America/New_York')
  const may = Temporal.PlainDate.from('2026-05-01')
  await expect(rebuild(db, { from: may }, stop)).rejects.toThrow('stopped')
  expect(await followZone(db)).toBeGreaterThan(0)
  expect([await verify(db), await followZone(db)]).toEqual([[], 0])
  await close()
})

test('an order in a quarter of an hour in which clocks changed is counted in its own hour and day', async () => {
  const { db, close } = await freshDatabase()
  await moveTo(db, 'America/St_Johns')
  // At 02:31 clocks went back from 00:01 to 23:01 of the day before.
  await order(db, '1', '2010-11-07T02:40:00Z')
  await refresh(db)
  expect(await verify(db)).toEqual([])
  const { rows } = await sql`select from sales_hours where bucket = '2010-11-07T02:31:00Z'`.execute(db)
  expect(rows).not.toEqual([])
  await close()
})
