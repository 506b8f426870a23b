import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../../db/connect.ts'
import { freshDatabase } from '../../postgres.ts'
import { countsOf, folderWith, load, seed } from './world.ts'

const count = 20_000

/** Orders of one to three lines whose figures do not divide evenly. */
const files = {
  'products.csv': ['sku,name,price,currency', 'TEA,Tea,12.50,CNY'],
  'customers.csv': ['customer_id', 'C1'],
  'orders.csv': ['order_number,customer_id,placed_at,status,currency,shipping,tax,discount'],
  'order_items.csv': ['order_number,line,sku,quantity,unit_price,discount'],
  'payments.csv': ['order_number,payment_id,method,amount,status,at'],
}
for (let index = 0; index < count; index++) {
  const cents = String(index % 100).padStart(2, '0')
  const hour = String(index % 24).padStart(2, '0')
  files['orders.csv'].push(`O${index},C1,2026-03-01T${hour}:00:00Z,paid,CNY,7.${cents},3.${cents},0.${cents}`)
  for (let line = 1; line <= 1 + (index % 3); line++)
    files['order_items.csv'].push(`O${index},${line},TEA,${line},${line}.${cents},0.${cents}`)
  files['payments.csv'].push(`O${index},P1,card,5.${cents},captured,2026-03-01T${hour}:30:00Z`)
}

let database: Database
let folder: string
beforeAll(async () => {
  database = await freshDatabase()
  await seed(database, 'UTC', 'CNY')
  folder = await folderWith(files)
})
afterAll(() => database.close())

const number = async (query: string) =>
  (await sql.raw<{ n: number }>(`select count(*)::int as n from ${query}`).execute(database.db)).rows[0]?.n

test('a first large history is whole, its lines add up to their orders, and all references and indexes stand', async () => {
  const structure = `(
    select indexrelid from pg_index join pg_class on oid = indrelid where relnamespace = 'public'::regnamespace
    union all select oid from pg_constraint where connamespace = 'public'::regnamespace and convalidated) s`
  const before = await number(structure)
  const imported = await load(database, folder)
  expect(countsOf(imported)['orders.csv']).toBe(`${count} 0 0`)
  expect(await number('orders')).toBe(count)
  expect(await number('order_items')).toBe(Number(countsOf(imported)['order_items.csv']?.split(' ')[0]))
  const astray = await number(`orders join (
      select order_number, sum(quantity * unit_price) as gross, sum(discount) as discount, sum(shipping) as shipping,
        sum(tax) as tax
      from order_items group by order_number) lines on order_number = number
    where (orders.gross, orders.discount, orders.shipping, orders.tax)
      is distinct from (lines.gross, lines.discount, lines.shipping, lines.tax)`)
  expect(astray).toBe(0)
  expect(await number(structure)).toBe(before)
})

test('a history of many orders is marked once a quarter of an hour', async () => {
  expect(await number(`rollup_marks where rollup = 'sales'`)).toBe(24)
  expect(await number(`rollup_marks where rollup = 'payments'`)).toBe(24)
})

test('a large history again changes nothing', async () => {
  const again = await load(database, folder)
  expect(countsOf(again)).toMatchObject({ 'orders.csv': `0 0 ${count}`, 'payments.csv': `0 0 ${count}` })
  // A day's hours of sales, payments and goods, and the customer.
  expect(await number('rollup_marks')).toBe(3 * 24 + 1)
})
