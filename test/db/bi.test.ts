import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { readReport } from '../../analytics/reports/read.ts'
import type { ReportName } from '../../analytics/reports/registry.ts'
import type { Filters } from '../../shop/orders/narrowing.ts'
import { demand } from '../../shop/result.ts'
import { openPromotions, writeOrder } from '../analytics/orders.ts'
import { freshDatabase } from '../postgres.ts'

const database = await freshDatabase()
afterAll(database.close)
const { db } = database

const docs = readFileSync(new URL('../../docs/bi.md', import.meta.url), 'utf8')
const sections = docs.split(/^### bi\./m).slice(1)
const views = sections.map((section) => /^\w+/.exec(section)?.[0] ?? '')

test('the views have the columns of docs/bi.md, and there are no others', async () => {
  const documented = sections.flatMap((section, index) =>
    [...section.matchAll(/^\| (`.+?) \| (\w+) \|/gm)].flatMap(([, names = '', type]) =>
      [...names.matchAll(/`(\w+)`/g)].map(([, name]) => `${views[index]}.${name} ${type}`),
    ),
  )
  const { rows } = await sql<{ described: string }>`
    select table_name || '.' || column_name || ' ' || replace(data_type, 'timestamp with time zone', 'timestamptz') as described
    from information_schema.columns where table_schema = 'bi'`.execute(db)
  expect(documented.length).toBeGreaterThan(100)
  expect(documented.toSorted()).toEqual(rows.map(({ described }) => described).toSorted())
})

test('a role with the grants of docs/bi.md reads the views, and has no other right on anything', async () => {
  const role = `bi_${randomUUID().replaceAll('-', '')}`
  const grants = /```sql\n(create role[^`]+)```/.exec(docs)?.[1] ?? ''
  await sql.raw(grants.replaceAll('bi_reader', role)).execute(db)
  try {
    const { rows } = await sql<{ right: string }>`
      select nspname || '.' || relname || ' ' || privilege as right
      from pg_class join pg_namespace on pg_namespace.oid = relnamespace,
        unnest(array['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger']) as privilege
      where relkind in ('r', 'v', 'm', 'p', 'f') and nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
        and has_table_privilege(${role}, pg_class.oid, privilege)`.execute(db)
    expect(rows.map(({ right }) => right).toSorted()).toEqual(views.map((view) => `bi.${view} select`).toSorted())
    await db.connection().execute(async (as) => {
      await sql`set role ${sql.ref(role)}`.execute(as)
      for (const view of views) await sql`select * from ${sql.table(`bi.${view}`)}`.execute(as)
      for (const refused of ['select from orders', 'insert into bi.orders default values', 'create table bi.mine ()'])
        await expect(sql.raw(refused).execute(as), refused).rejects.toThrow('permission denied')
      await sql`reset role`.execute(as)
    })
  } finally {
    await sql`drop owned by ${sql.ref(role)}`.execute(db)
    await sql`drop role ${sql.ref(role)}`.execute(db)
  }
})

test('nobody writes through a view, and each adds up to what the reports say', async () => {
  const at = '2026-03-10T04:00:00Z'
  await openPromotions(db, ['TEN', 'FREE'], 'HELLO')
  await writeOrder(db, {
    ...{ number: '1', at, currency: 'USD', rate: '7', region: 'CN-31', shipping: 5_00n, tax: 1_00n },
    uses: [{ promotion: 'TEN', given: 10_00n }],
    lines: [
      { price: 40_00n, merchant: 'tea', sku: 'TEA', quantity: 2, discount: 10_00n },
      { price: 15_00n, merchant: 'silk', sku: 'SILK' },
    ],
    payments: [{ id: 'P1', amount: 91_00n }],
    refunds: [{ id: 'R1', goods: 7_00n, shipping: 2_00n, at: '2026-03-11T04:00:00Z' }],
  })
  await writeOrder(db, { number: '2', at, lines: [{ price: 30_00n }], cancelledAt: '2026-03-10T06:00:00Z' })
  const instant = Temporal.Instant.from(at)
  const served = { channel: 'support', level: 'first', kind: 'conversation', state: 'resolved', owner: 'U1' }
  const { id } = await db
    .insertInto('conversations')
    .values({ customer_id: 'ana', ...served, opened_at: instant, spoken_at: instant, resolved_at: instant })
    .returning('id')
    .executeTakeFirstOrThrow()
  await db
    .insertInto('conversation_entries')
    .values({ conversation_id: id, at: instant, kind: 'event', event: 'resolved' })
    .execute()
  const day = (text: string) => Temporal.PlainDate.from(text)
  const totals = async (report: ReportName, filters: Filters = {}) => {
    const window = { from: day('2026-03-01'), to: day('2026-03-31') }
    return demand(await readReport(db, { report, window, filters }, Temporal.Instant.from('2026-04-01T00:00:00Z')))
  }
  /** The sums of a view's columns, as far as a report has figures under their names. */
  const expectSame = async (view: string, { totals: figures }: Awaited<ReturnType<typeof totals>>, where = 'true') => {
    const { rows: columns } = await sql<{ name: string }>`
      select column_name as name from information_schema.columns
      where table_schema = 'bi' and table_name = ${view} and column_name = any (${Object.keys(figures)})`.execute(db)
    const sums = columns.map(({ name }) => sql`sum(${sql.ref(name)})::bigint as ${sql.ref(name)}`)
    const { rows } = await sql`
      select ${sql.join(sums)} from ${sql.table(`bi.${view}`)} where ${sql.raw(where)}`.execute(db)
    expect(columns.length).toBeGreaterThan(2)
    expect(figures, view).toMatchObject(rows[0] as object)
  }
  const sales = await totals('sales')
  expect(sales.totals.total_sales).toBeGreaterThan(0n)
  await expectSame('sales_by_day', sales)
  await expectSame('sales_by_hour', sales)
  await expectSame('merchant_sales_by_hour', await totals('sales', { merchant: 'tea' }), `merchant_id = 'tea'`)
  await expectSame('payments_by_hour', await totals('payments'))
  await expectSame('region_payments_by_hour', await totals('payments', { region: 'CN-31' }), `region = 'CN-31'`)
  await expectSame('products_by_day', await totals('products'))
  await expectSame('promotions_by_day', await totals('promotions'))
  await expectSame('support_by_day', await totals('support'))
  const own = await sql`
    select distinct currency, order_currency, own_total_sales, own_net_sales from bi.sales_by_hour
    where order_currency = 'USD' order by own_total_sales`.execute(db)
  const usd = { currency: 'CNY', order_currency: 'USD' }
  expect(own.rows).toEqual([
    { ...usd, own_total_sales: -9_00n, own_net_sales: -7_00n },
    { ...usd, own_total_sales: 91_00n, own_net_sales: 85_00n },
  ])

  for (const view of views) {
    const { rows } = await sql`select * from ${sql.table(`bi.${view}`)}`.execute(db)
    expect(rows.length, view).toBeGreaterThan(0)
    for (const write of ['insert into bi.VIEW default values', 'delete from bi.VIEW'])
      await expect(sql.raw(write.replace('VIEW', view)).execute(db), view).rejects.toThrow('is only read')
  }
})
