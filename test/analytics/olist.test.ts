import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { reportJson } from '../../analytics/reports/json.ts'
import { readReport } from '../../analytics/reports/read.ts'
import { windowBetween } from '../../analytics/reports/window.ts'
import { rebuild } from '../../analytics/rollups/rebuild.ts'
import { refresh } from '../../analytics/rollups/refresh.ts'
import type { Database } from '../../db/connect.ts'
import { formats } from '../../shop/import/formats.ts'
import { importHistory } from '../../shop/import/import.ts'
import { markOrdersOf } from '../../shop/marks.ts'
import { demand } from '../../shop/result.ts'
import { seedSettings } from '../../shop/settings/read.ts'
import { freshDatabase } from '../postgres.ts'

const folder = fileURLToPath(new URL('../../../shared/data/olist', import.meta.url))
const there = existsSync(folder)
if (!there) console.warn(`skipped: no Olist data in ${folder}`)
const now = Temporal.Instant.from('2026-11-22T09:00:00Z')

describe.runIf(there)('with the real history of Olist', () => {
  let database: Database
  beforeAll(async () => {
    database = await freshDatabase()
    await seedSettings(database.db, { timezone: 'America/Sao_Paulo', currency: 'BRL' }, now)
    const silent = { begin: () => {}, reading: () => {}, writing: () => {} }
    demand(await importHistory(database, { format: formats.olist, folder }, now, silent))
  })
  afterAll(() => database.close())

  const read = async (report: string, from: string, to: string, merchant: string | null = null) => {
    const window = demand(windowBetween(from, to, Temporal.PlainDate.from('2026-11-22')))
    return demand(await readReport(database.db, { report, window, merchant }, now))
  }
  const json = async (...asked: Parameters<typeof read>) => JSON.parse(JSON.stringify(reportJson(await read(...asked))))

  test('the sales report gives its figures, over all and in the first month of 2017', async () => {
    expect((await json('sales', '2016-09-01', '2018-10-31')).totals).toMatchObject({
      orders_placed: 8135,
      orders_cancelled: 1234,
      units: 8365,
      gross_sales: '1093264.35',
      shipping: '172288.39',
      customers: 8016,
    })
    expect((await json('sales', '2017-01-01', '2017-01-31')).totals).toMatchObject({
      orders_placed: 90,
      gross_sales: '13028.06',
    })
  })

  test('the payments report gives its figures by method', async () => {
    const { rows } = await json('payments', '2016-09-01', '2018-10-31')
    expect(rows.slice(0, 4)).toMatchObject([
      { method: 'credit_card', payments: 6255, captured: '1099618.22' },
      { method: 'boleto', payments: 1580, captured: '242878.50' },
      { method: 'voucher', payments: 964, captured: '59947.34' },
      { method: 'debit_card', payments: 122, captured: '26158.75' },
    ])
  })

  test('the points of a series, the currencies and the merchants each add up to the totals', async () => {
    const report = await read('sales', '2017-11-01', '2017-11-30')
    const sum = (values: (bigint | null | undefined)[]) =>
      values.reduce<bigint>((all, value) => all + (value ?? 0n), 0n)
    const sellers = await database.db.selectFrom('sales_hours').select('merchant_id').distinct().execute()
    const each = []
    for (const { merchant_id } of sellers.filter((row) => row.merchant_id !== '').slice(0, 1_700))
      each.push(
        database.db
          .selectFrom('sales_hours')
          .select(({ fn }) => fn.sum<string>('gross_sales').as('sum'))
          .where('merchant_id', '=', merchant_id)
          .executeTakeFirstOrThrow(),
      )
    const merchants = sum((await Promise.all(each)).map((row) => BigInt(row.sum)))
    const all = await read('sales', '2016-09-01', '2018-10-31')
    expect(merchants).toBe(all.totals.gross_sales)
    expect(sum(report.series.map((point) => point.total_sales))).toBe(report.totals.total_sales)
    expect(report.byCurrency.BRL?.total_sales).toBe(report.totals.total_sales)
    const previous = await read('sales', '2017-10-02', '2017-10-31')
    expect(report.previous).toEqual(previous.totals)
    expect(report.previousSeries?.map((point) => point.total_sales)).toEqual(
      previous.series.map((point) => point.total_sales),
    )
  })

  test('the distinct customers of a window, and those of them who had ordered before it, are those of the orders', async () => {
    const { totals } = await read('sales', '2018-01-01', '2018-03-31')
    const { rows } = await sql<{ customers: bigint; returning: bigint }>`
      with placed as (select customer_id, placed_at at time zone 'America/Sao_Paulo' as at from orders)
      select count(distinct customer_id) as customers,
        count(distinct customer_id) filter (where customer_id in (select customer_id from placed where at < '2018-01-01')) as returning
      from placed where at >= '2018-01-01' and at < '2018-04-01'`.execute(database.db)
    expect(totals).toMatchObject({ customers: rows[0]?.customers, returning_customers: rows[0]?.returning })
    expect(Number(totals.returning_customers)).toBeGreaterThan(0)
  })

  test('a merchant sees only its own lines of the mixed orders', async () => {
    const mixed = await sql<{ merchant: string; number: string }>`
      select min(merchant_id) as merchant, order_number as number from order_items
      group by order_number having count(distinct merchant_id) > 1 order by 2 limit 1`.execute(database.db)
    const { merchant = '' } = mixed.rows[0] ?? {}
    const { totals } = await read('sales', '2016-09-01', '2018-10-31', merchant)
    const { rows } = await sql`
      select count(distinct order_number) as orders_placed, sum(quantity)::bigint as units,
        sum(quantity * unit_price)::bigint as gross_sales, sum(shipping)::bigint as shipping
      from order_items where merchant_id = ${merchant}`.execute(database.db)
    expect(totals).toMatchObject(rows[0] ?? {})
  })

  test('a refresh costs what changed and not the history, and equals a full recompute', async () => {
    await database.db.transaction().execute((trx) => markOrdersOf(trx, sql`select number from orders`))
    const all = await refresh(database.db)
    const changed = sql`select number from orders order by placed_at desc limit 1000`
    await database.db.transaction().execute((trx) => markOrdersOf(trx, changed))
    expect(await refresh(database.db)).toBeLessThan(all / 4)
    const rows = () =>
      database.db
        .selectFrom('sales_hours')
        .selectAll()
        .orderBy('merchant_id')
        .orderBy('bucket')
        .orderBy('currency')
        .execute()
    const incremental = await rows()
    await rebuild(database.db)
    expect(await rows()).toEqual(incremental)
  })
})
