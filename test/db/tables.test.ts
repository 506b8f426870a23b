import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import type { Column } from '../../db/columns.ts'
import { tables } from '../../db/tables/index.ts'
import { freshDatabase } from '../postgres.ts'

const database = await freshDatabase()
afterAll(database.close)

interface CatalogueColumn {
  table_name: string
  column_name: string
  udt_name: string
  nullable: boolean
  defaulted: boolean
}

const { rows: catalogue } = await sql<CatalogueColumn>`
  select table_name, column_name, udt_name, is_nullable = 'YES' as nullable,
    column_default is not null or is_identity = 'YES' as defaulted
  from information_schema.columns where table_schema = 'public' and table_name not like 'kysely_%'`.execute(database.db)

const described = catalogue
  .map(
    (column) =>
      `${column.table_name}.${column.column_name} ${column.udt_name}${column.nullable ? ' null' : ''}${column.defaulted ? ' default' : ''}`,
  )
  .sort()

const typed = Object.entries(tables)
  .flatMap(([table, columns]) =>
    Object.entries(columns as Record<string, Column<unknown>>).map(
      ([name, { type, nullable, defaulted }]) =>
        `${table}.${name} ${type}${nullable ? ' null' : ''}${defaulted ? ' default' : ''}`,
    ),
  )
  .sort()

test('the table types are what the catalogue has', () => {
  expect(typed.length).toBeGreaterThan(100)
  expect(typed).toEqual(described)
})

test('every key of the order family contains the order number', async () => {
  const family = [
    'order_items',
    'payments',
    'refunds',
    'refund_lines',
    'refund_parts',
    'shipments',
    'shipment_lines',
    'shipment_events',
    'order_events',
    'order_exceptions',
    'order_rule_runs',
    'order_arrivals',
    'order_tags',
    'order_timers',
    'reviews',
    'returns',
    'return_lines',
  ]
  const { rows } = await sql<{ table_name: string; first: string }>`
    select c.relname as table_name, a.attname as first
    from pg_index i join pg_class c on c.oid = i.indrelid
    join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
    where i.indisprimary and c.relname = any (${family}) order by 1`.execute(database.db)
  expect(rows).toEqual(family.toSorted().map((table_name) => ({ table_name, first: 'order_number' })))
})
