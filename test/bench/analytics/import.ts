import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import type { Database } from '../../../db/connect.ts'
import { formats } from '../../../shop/import/formats.ts'
import { importHistory } from '../../../shop/import/import.ts'
import { seedSettings } from '../../../shop/settings/read.ts'
import { zone } from './history.ts'

/** A database of the bench: its address and the project's connections to it. */
export interface BenchDatabase {
  readonly url: string
  readonly database: Database
  /** Closes it and removes its files: at ten million orders three of them would fill a disk. */
  drop(): Promise<void>
}

/** The canonical files of a history, by what gives their rows. */
const files = {
  merchants: `select id as merchant_id, name from merchants`,
  products: `select sku, name, round(price / 100.0, 2) as price, currency, category, merchant_id from products`,
  customers: `select distinct customer_id from orders`,
  orders: `select number as order_number, customer_id, placed_at, status, currency, case when currency <> 'CNY' then rate end as rate,
    round(shipping / 100.0, 2) as shipping, paid_at, shipped_at, delivered_at, estimated_delivery_at, cancelled_at, region from orders`,
  order_items: `select order_number, line, sku, quantity, round(unit_price / 100.0, 2) as unit_price,
    round(discount / 100.0, 2) as discount from order_items`,
  payments: `select order_number, id as payment_id, method, round(amount / 100.0, 2) as amount, status, at from payments`,
  refunds: `select order_number, id as refund_id, round(amount / 100.0, 2) as amount, refunded_at as at, reason from refunds`,
}
const tables = [
  'merchants',
  'products',
  'customers',
  'orders',
  'order_items',
  'payments',
  'refunds',
  'refund_lines',
  'refund_parts',
]

async function onConnection<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** Writes what a query gives into a file; `format` as COPY names it. */
const copyOut = (url: string, query: string, format: string, file: string) =>
  onConnection(url, (client) =>
    pipeline(client.query(copyTo(`copy (${query}) to stdout (${format})`)), createWriteStream(file)),
  )

/**
 * A history as canonical files, imported with all checks into an empty database, beside the same rows copied by COPY into
 * the same tables with their indexes. Drops each database that it has done with, the history first.
 */
export async function benchImport(history: BenchDatabase, open: (name: string) => Promise<BenchDatabase>) {
  const folder = await mkdtemp(join(tmpdir(), 'backroom-bench-'))
  try {
    for (const [name, query] of Object.entries(files))
      await copyOut(history.url, query, 'format csv, header', join(folder, `${name}.csv`))
    for (const table of tables)
      await copyOut(history.url, `select * from ${table}`, 'format binary', join(folder, table))
    await history.drop()
    const target = await open('imported')
    const now = Temporal.Instant.from('2026-01-02T00:00:00Z')
    await seedSettings(target.database.db, { timezone: zone, currency: 'CNY' }, now)
    let most = 0
    const watch = () => {
      most = Math.max(most, process.memoryUsage.rss() / 2 ** 20)
    }
    const begun = performance.now()
    const imported = await importHistory(target.database, { format: formats.csv, folder }, now, {
      ...{ begin: watch, reading: watch, writing: watch },
    })
    const took = performance.now() - begun
    if (!imported.ok) throw new Error(imported.code)
    await target.drop()
    const copied = await open('copied')
    const [rows, alone] = await copyIn(copied.url, folder)
    await copied.drop()
    const perSecond = (count: number, ms: number) => `${Math.round(count / ms).toLocaleString('en')}k rows/s`
    const share = imported.value.rows / took / (rows / alone)
    console.log(
      `${'canonical CSV import with all checks / COPY'.padEnd(62)} ${perSecond(imported.value.rows, took)} ${perSecond(rows, alone)} ${share.toFixed(2)}x   (0.35x)`,
    )
    console.log(`${'memory of the process while importing'.padEnd(62)} ${most.toFixed(0).padStart(8)} MB (300)`)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Rows, and milliseconds. */
const copyIn = (url: string, folder: string) =>
  onConnection(url, async (client): Promise<[number, number]> => {
    const begun = performance.now()
    let rows = 0
    for (const table of tables) {
      const copy = client.query(copyFrom(`copy ${table} from stdin (format binary)`))
      await pipeline(createReadStream(join(folder, table)), copy)
      rows += copy.rowCount
    }
    return [rows, performance.now() - begun]
  })
