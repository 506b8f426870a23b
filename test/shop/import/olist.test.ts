import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../../db/connect.ts'
import { formats } from '../../../shop/import/formats.ts'
import { importHistory } from '../../../shop/import/import.ts'
import { freshDatabase, freshPglite } from '../../postgres.ts'
import { contentOf, countsOf, folderWith, load, now, seed } from './world.ts'

const folder = resolve(import.meta.dirname, '../../../../shared/data/olist')
const absent = !existsSync(folder)
if (absent) process.stderr.write(`Olist's files are not at ${folder}: their tests are skipped\n`)

describe.skipIf(absent).each([
  ['postgres', freshDatabase],
  ['pglite', freshPglite],
])('the real orders of Olist on %s', (on, open) => {
  let database: Database
  beforeAll(async () => {
    database = await open()
    await seed(database, 'Asia/Shanghai', 'BRL')
    await load(database, folder, 'olist')
  })
  afterAll(() => database.close())

  const one = async (query: string) => (await sql.raw<Record<string, unknown>>(query).execute(database.db)).rows[0]
  const all = async (query: string) => (await sql.raw<Record<string, unknown>>(query).execute(database.db)).rows

  test('have the figures that are known of them', async () => {
    const figures = await one(`
      select count(*)::int as orders, count(*) filter (where status = 'cancelled')::int as cancelled,
        sum(gross)::bigint as gross, sum(shipping)::bigint as shipping, count(distinct customer_id)::int as customers
      from orders`)
    expect(figures).toEqual({
      orders: 8135,
      cancelled: 1234,
      gross: 1_093_264_35n,
      shipping: 172_288_39n,
      customers: 8016,
    })
    expect(await one('select sum(quantity)::int as units, sum(shipping)::bigint as shipping from order_items')).toEqual(
      {
        units: 8365,
        shipping: 172_288_39n,
      },
    )
  })

  test('are timed by Sao Paulo, whatever the zone of the shop', async () => {
    const january = await one(`
      select count(*)::int as orders, sum(gross)::bigint as gross from orders
      where date_trunc('month', placed_at at time zone 'America/Sao_Paulo') = '2017-01-01'`)
    expect(january).toEqual({ orders: 90, gross: 13_028_06n })
  })

  test('were paid by these methods', async () => {
    const methods = await all(`
      select method, count(*)::int as payments, sum(amount)::bigint as captured
      from payments where status = 'captured' group by method order by captured desc`)
    expect(methods).toEqual([
      { method: 'credit_card', payments: 6255, captured: 1_099_618_22n },
      { method: 'boleto', payments: 1580, captured: 242_878_50n },
      { method: 'voucher', payments: 964, captured: 59_947_34n },
      { method: 'debit_card', payments: 122, captured: 26_158_75n },
      { method: 'not_defined', payments: 3, captured: 0n },
    ])
    expect(await one('select sum(captured)::bigint as captured from orders')).toEqual({ captured: 1_428_602_81n })
  })

  test('keep the word of the source in their timeline', async () => {
    const words = await all(`
      select data ->> 'status' as word, count(*)::int as orders from order_events where kind = 'imported'
      group by 1 order by 2 desc, 1`)
    expect(words.map(({ word, orders }) => `${word} ${orders}`)).toEqual([
      'delivered 5172',
      'shipped 1107',
      'canceled 625',
      'unavailable 609',
      'invoiced 314',
      'processing 301',
      'created 5',
      'approved 2',
    ])
  })

  test('have reviews whose ids repeat over orders, orders without items, and goods without a category', async () => {
    expect(await one('select count(*)::int as reviews, count(distinct id)::int as ids from reviews')).toEqual({
      reviews: 8225,
      ids: 8191,
    })
    expect(
      await one(`
        select count(*)::int as orders, sum(total)::bigint as total from orders
        where not exists (select from order_items where order_number = number)`),
    ).toEqual({ orders: 775, total: 0n })
    expect(await one('select count(*)::int as goods from products where category is null')).toEqual({ goods: 111 })
    expect(await one(`select count(*)::int as goods from products where category = 'pc_gamer'`)).not.toEqual({
      goods: 0,
    })
    expect(await one(`select count(*)::int as goods from products where category = 'health_beauty'`)).not.toEqual({
      goods: 0,
    })
  })

  // On PGlite that takes 10 s more, and what differs there is how rows are copied: the tests of csv load twice on both.
  test.runIf(on === 'postgres')('change nothing when they come again', async () => {
    const before = await contentOf(database)
    const again = await load(database, folder, 'olist')
    expect(Object.values(countsOf(again)).every((counts) => counts.startsWith('0 0 '))).toBe(true)
    expect(await contentOf(database)).toEqual(before)
  })
})

describe('files of Olist', () => {
  let database: Database
  beforeAll(async () => {
    database = await freshDatabase()
  })
  afterAll(() => database.close())

  test('are refused where the shop has another currency', async () => {
    const sellers = await folderWith({
      'olist_sellers_dataset.csv': ['seller_id,seller_zip_code_prefix,seller_city,seller_state', 's1,1,campinas,SP'],
    })
    const silent = { begin: () => {}, reading: () => {}, writing: () => {} }
    const result = await importHistory(database, { format: formats.olist, folder: sellers }, now, silent)
    expect(result).toMatchObject({
      ok: false,
      code: 'import.foreign_currency',
      values: { currency: 'BRL', shop: 'CNY' },
    })
  })

  test('that are absent are skipped and told of', async () => {
    await seed(database, 'America/Sao_Paulo', 'BRL')
    const sellers = await folderWith({
      'olist_sellers_dataset.csv': ['seller_id,seller_zip_code_prefix,seller_city,seller_state', 's1,1,campinas,SP'],
    })
    const imported = await load(database, sellers, 'olist')
    expect(countsOf(imported)).toEqual({ 'olist_sellers_dataset.csv': '1 0 0' })
    expect(imported.absent).toHaveLength(7)
  })

  test('with an order that no file has name the file of Olist, its line and column', async () => {
    const items = await folderWith({
      'olist_order_items_dataset.csv': [
        'order_id,order_item_id,product_id,seller_id,shipping_limit_date,price,freight_value',
        'o1,1,p1,s1,2018-08-17 12:15:10,99.9,27.65',
      ],
    })
    await expect(load(database, items, 'olist')).rejects.toMatchObject({
      place: { file: 'olist_order_items_dataset.csv', line: 2, column: 'order_id' },
      reason: 'no_order',
    })
  })
})
