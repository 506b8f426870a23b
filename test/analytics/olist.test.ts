import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse } from 'csv-parse/sync'
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
import { olistStatuses } from '../../shop/import/olist-files.ts'
import { markOrdersOf } from '../../shop/marks.ts'
import type { Filters } from '../../shop/orders/narrowing.ts'
import { demand } from '../../shop/result.ts'
import { seedSettings } from '../../shop/settings/read.ts'
import { freshDatabase } from '../postgres.ts'
import { testAlerts } from './alerts/olist.ts'

const folder = fileURLToPath(new URL('../../../shared/data/olist', import.meta.url))
const there = existsSync(folder)
if (!there) console.warn(`skipped: no Olist data in ${folder}`)
const now = Temporal.Instant.from('2026-11-22T09:00:00Z')
const allOfIt = ['2016-09-01', '2018-10-31'] as const

/** The rows of one of Olist's files, as it stands. */
const file = (name: string) =>
  parse<Record<string, string>>(readFileSync(`${folder}/${name}.csv`), { columns: true, bom: true })

/** How often each key comes, or a sum for each. */
function tally<R>(rows: readonly R[], key: (row: R) => string, amount: (row: R) => number = () => 1) {
  const sums: Record<string, number> = {}
  for (const row of rows) sums[key(row)] = (sums[key(row)] ?? 0) + amount(row)
  return sums
}

/** Months from the first to the last, both as YYYY-MM. */
const monthsBetween = (first: string, last: string) =>
  Number(last.slice(0, 4)) * 12 + Number(last.slice(5)) - Number(first.slice(0, 4)) * 12 - Number(first.slice(5))

describe.runIf(there)('with the real history of Olist', () => {
  let database: Database
  beforeAll(async () => {
    database = await freshDatabase()
    await seedSettings(database.db, { timezone: 'America/Sao_Paulo', currency: 'BRL' }, now)
    const silent = { begin: () => {}, reading: () => {}, writing: () => {} }
    demand(await importHistory(database, { format: formats.olist, folder }, now, silent))
  })
  afterAll(() => database.close())

  const read = async (report: string, from: string, to: string, filters: Filters = {}) => {
    const window = demand(windowBetween(from, to, Temporal.PlainDate.from('2026-11-22')))
    return demand(await readReport(database.db, { report, window, filters, limit: 100 }, now))
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

  describe('as counted straight from its files', () => {
    const orders = there ? file('olist_orders_dataset') : []
    const items = there ? file('olist_order_items_dataset') : []
    const cents = (amount = '0') => Math.round(Number(amount) * 100)
    const money = (sum = 0) => (sum / 100).toFixed(2)
    const day = (time = '') => time.slice(0, 10)
    const placed = new Map(orders.map((order) => [order.order_id, order.order_purchase_timestamp ?? '']))

    test('every month has its orders and gross sales', async () => {
      const monthOf = (order = '') => `${placed.get(order)?.slice(0, 7)}-01`
      const counts = tally(orders, (order) => monthOf(order.order_id))
      const sales = tally(
        items,
        (item) => monthOf(item.order_id),
        (item) => cents(item.price),
      )
      const { series } = await json('sales', ...allOfIt)
      expect(series.length).toBe(26)
      for (const { bucket, orders_placed, gross_sales } of series)
        expect([bucket, orders_placed, gross_sales]).toEqual([bucket, counts[bucket] ?? 0, money(sales[bucket])])
    })

    test('every category and the products that sold most have their units and gross sales', async () => {
      const english = new Map(
        file('product_category_name_translation').map((row) => [
          row.product_category_name,
          row.product_category_name_english,
        ]),
      )
      const categories = new Map(
        file('olist_products_dataset').map(({ product_id, product_category_name: name }) => [
          product_id,
          english.get(name) ?? (name || 'uncategorized'),
        ]),
      )
      const table = (keyOf: (item: Record<string, string>) => string) => {
        const units = tally(items, keyOf)
        const sums = tally(items, keyOf, (item) => cents(item.price))
        return Object.entries(units)
          .map(([key, count]) => ({ key, units: count, sum: sums[key] ?? 0 }))
          .sort((a, b) => b.sum - a.sum || (a.key < b.key ? -1 : 1))
      }
      const report = await json('products', ...allOfIt)
      expect(report.categories).toEqual(
        table((item) => categories.get(item.product_id) ?? '').map(({ key, units, sum }) => ({
          ...{ category: key, units, gross_sales: money(sum) },
        })),
      )
      expect(report.categories.some(({ category }: { category: string }) => category === 'uncategorized')).toBe(true)
      expect(report.rows).toMatchObject(
        table((item) => item.product_id ?? '')
          .slice(0, 100)
          .map(({ key, units, sum }) => ({
            ...{ sku: key, category: categories.get(key), units, gross_sales: money(sum), days_of_cover: null },
          })),
      )
      const reviews = file('olist_order_reviews_dataset')
      const stars = reviews.reduce((sum, review) => sum + Number(review.review_score), 0)
      expect(report.totals).toMatchObject({ units: items.length, gross_sales: '1093264.35', reviews: 8225 })
      expect(reviews.length).toBe(8225)
      expect(report.totals.average_rating).toBe(stars / reviews.length)
      expect(report.totals.average_rating).toBeCloseTo(3.2716, 4)
    })

    test('orders stand where they stand, late ones by calendar day, and took as long as they took', async () => {
      const { totals, by_status } = await json('orders', ...allOfIt)
      expect(by_status).toEqual(
        tally(orders, ({ order_status = '' }) => olistStatuses[order_status as keyof typeof olistStatuses]),
      )
      const delivered = orders.filter(
        (order) => order.order_status === 'delivered' && order.order_delivered_customer_date,
      )
      const late = delivered.filter(
        (order) => day(order.order_delivered_customer_date) > day(order.order_estimated_delivery_date),
      )
      const at = (time = '') => Temporal.PlainDateTime.from(time).toZonedDateTime('America/Sao_Paulo').epochMilliseconds
      const days = delivered.map(
        (order) => (at(order.order_delivered_customer_date) - at(order.order_purchase_timestamp)) / 86_400_000,
      )
      expect(totals).toMatchObject({ orders_placed: 8135, late_deliveries: late.length })
      expect(late.length).toBe(342)
      expect(totals.mean_days_to_deliver).toBeCloseTo(days.reduce((sum, one) => sum + one, 0) / days.length, 6)
      expect(totals.mean_days_to_deliver).toBeCloseTo(12.52, 2)
    })

    test('customers are unique ones, with those who came again, and the months in which they did', async () => {
      const unique = new Map(file('olist_customers_dataset').map((row) => [row.customer_id, row.customer_unique_id]))
      const months = Map.groupBy(
        orders.map((order) => ({
          customer: unique.get(order.customer_id) ?? '',
          month: placed.get(order.order_id)?.slice(0, 7) ?? '',
        })),
        ({ customer }) => customer,
      )
      const { totals, cohorts } = await json('customers', ...allOfIt)
      const repeat = [...months.values()].filter((all) => all.length > 1).length
      expect(totals).toEqual({
        ...{ customers: months.size, new_customers: months.size, returning_customers: 0 },
        ...{ repeat_customers: repeat, repeat_rate: repeat / months.size },
      })
      expect([months.size, repeat]).toEqual([8016, 73])
      const each = [...months.values()].map((all) => {
        const ordered = [...new Set(all.map(({ month }) => month))].sort()
        return {
          first: ordered[0] ?? '',
          after: ordered.slice(1).map((month) => monthsBetween(ordered[0] ?? '', month)),
        }
      })
      const expected = [...Map.groupBy(each, ({ first }) => first)].map(([month, all]) => ({
        ...{ month, customers: all.length },
        again: Array.from(
          { length: monthsBetween(month, '2018-10') },
          (_, at) => all.filter(({ after }) => after.includes(at + 1)).length / all.length,
        ),
      }))
      expect(cohorts).toEqual(expected.sort((a, b) => (a.month < b.month ? -1 : 1)))
    })

    test('a merchant has its own part of each', async () => {
      const [merchant = ''] =
        Object.entries(tally(items, (item) => item.seller_id ?? '')).sort((a, b) => b[1] - a[1])[0] ?? []
      const own = items.filter((item) => item.seller_id === merchant)
      const numbers = new Set(own.map((item) => item.order_id))
      const goods = await json('products', ...allOfIt, { merchant })
      expect(goods.totals).toMatchObject({
        ...{ units: own.length, gross_sales: money(own.reduce((sum, item) => sum + cents(item.price), 0)) },
        reviews: file('olist_order_reviews_dataset').filter((review) => numbers.has(review.order_id)).length,
      })
      expect(goods.rows).toHaveLength(Math.min(100, new Set(own.map((item) => item.product_id)).size))
      expect((await json('orders', ...allOfIt, { merchant })).totals.orders_placed).toBe(numbers.size)
    })
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

  testAlerts(() => database, file)

  test('a merchant sees only its own lines of the mixed orders', async () => {
    const mixed = await sql<{ merchant: string; number: string }>`
      select min(merchant_id) as merchant, order_number as number from order_items
      group by order_number having count(distinct merchant_id) > 1 order by 2 limit 1`.execute(database.db)
    const { merchant = '' } = mixed.rows[0] ?? {}
    const { totals } = await read('sales', '2016-09-01', '2018-10-31', { merchant })
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
