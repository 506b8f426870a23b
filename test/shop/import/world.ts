import { randomUUID } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { inject } from 'vitest'
import type { Database } from '../../../db/connect.ts'
import { type FormatName, formats } from '../../../shop/import/formats.ts'
import { type Imported, importHistory, type Progress } from '../../../shop/import/import.ts'
import { BadData, describeProblem } from '../../../shop/import/problem.ts'
import { seedSettings } from '../../../shop/settings/read.ts'

export const now = Temporal.Instant.from('2026-11-22T09:00:00Z')
const unseen: Progress = { begin: () => {}, reading: () => {}, writing: () => {} }

export const seed = (database: Database, timezone: string, currency: string): Promise<void> =>
  seedSettings(database.db, { timezone, currency }, now)

/** A folder with these files; it goes away with the run. Lines are given as they are, without their ends. */
export async function folderWith(files: Record<string, readonly string[] | Buffer>): Promise<string> {
  const folder = join(inject('scratch'), randomUUID())
  await mkdir(folder)
  for (const [name, lines] of Object.entries(files))
    await writeFile(join(folder, name), Buffer.isBuffer(lines) ? lines : `${lines.join('\n')}\n`)
  return folder
}

export async function load(
  database: Database,
  folder: string,
  format: FormatName = 'csv',
  progress = unseen,
): Promise<Imported> {
  const result = await importHistory(database, { format: formats[format], folder }, now, progress)
  if (!result.ok) throw new Error(result.code)
  return result.value
}

export const loadFiles = async (database: Database, files: Record<string, readonly string[] | Buffer>) =>
  load(database, await folderWith(files))

/** The line that a person would read about these files. */
export async function problemOf(
  database: Database,
  files: Record<string, readonly string[] | Buffer>,
): Promise<string> {
  try {
    await loadFiles(database, files)
  } catch (error) {
    if (error instanceof BadData) return describeProblem(error, 'en')
    throw error
  }
  throw new Error('the files were taken')
}

/** New, changed, unchanged rows by file. */
export const countsOf = ({ files }: Imported): Record<string, string> =>
  Object.fromEntries(
    files.map(({ name, counts: { added, changed, unchanged } }) => [name, `${added} ${changed} ${unchanged}`]),
  )

const imported = [
  ...['merchants', 'products', 'stock', 'stock_movements', 'customers', 'orders', 'order_items', 'payments', 'refunds'],
  ...['refund_lines', 'refund_parts', 'order_events', 'reviews', 'imported_discounts', 'rollup_marks'],
]

/** Every row of every table that an import writes. */
export async function contentOf(database: Database): Promise<Record<string, unknown[]>> {
  const content: Record<string, unknown[]> = {}
  for (const table of imported) {
    const { rows } = await sql<{ row: string }>`
      select to_jsonb(t)::text as row from ${sql.table(table)} t order by 1`.execute(database.db)
    content[table] = rows.map(({ row }) => row)
  }
  return content
}

/** A small shop's history, correct as it is. */
export const history = {
  'merchants.csv': ['merchant_id,name,email', 'M1,Tea House,tea@example.com', 'M2,Pottery,'],
  'products.csv': [
    'sku,name,price,currency,name_zh,category,tags,merchant_id,on_hand,warning_stock,safety_stock,min_stock',
    'TEA,Green tea,12.50,CNY,绿茶,tea,drink|green,M1,100,20,10,0',
    'CUP,"Cup, ""Celadon""",30,CNY,,pottery,,M2,,,,',
  ],
  'customers.csv': ['customer_id,name,email,phone,locale,region', 'C1,Ana,,,,SH', 'C2,王芳,,,zh-CN,BJ'],
  'orders.csv': [
    'order_number,customer_id,placed_at,status,currency,rate,shipping,tax,discount,paid_at,shipped_at,delivered_at,estimated_delivery_at,cancelled_at,region',
    'A1,C1,2026-03-01T10:00:00,delivered,CNY,,10.00,6.01,5.00,2026-03-01T10:05:00,2026-03-02 08:00,2026-03-05T12:00:00+08:00,2026-03-06,,SH',
    'A2,C2,2026-03-02T11:30:00Z,cancelled,CNY,,,,,,,,,,',
    'A3,C2,2026-03-03T09:00:00,paid,JPY,0.05,500,,,2026-03-03T09:01:00,,,,,',
  ],
  'order_items.csv': [
    'order_number,line,sku,quantity,unit_price,discount',
    'A1,1,TEA,2,12.50,1.00',
    'A1,2,CUP,1,30.00,',
    'A2,1,CUP,1,28.00,',
    'A3,1,TEA,3,250,',
  ],
  'payments.csv': [
    'order_number,payment_id,method,amount,status,at',
    'A1,P1,alipay,40.00,captured,2026-03-01T10:05:00',
    'A1,P2,wallet,25.01,captured,2026-03-01T10:06:00',
    'A1,P0,alipay,40.00,failed,2026-03-01T10:01:00',
    'A3,P1,card,1250,captured,2026-03-03T09:01:00',
  ],
  'refunds.csv': [
    'order_number,refund_id,amount,at,payment_id,reason,kind',
    'A1,R1,45.00,2026-03-08T10:00:00,,broken,',
    'A1,R2,5.00,2026-03-09T10:00:00,P2,late,shipping',
  ],
  'reviews.csv': [
    'order_number,review_id,rating,at,sku,comment',
    'A1,V1,5,2026-03-10T10:00:00,TEA,"Good,',
    'really ""good"""',
    'A3,V1,4,2026-03-11T10:00:00,,',
  ],
} satisfies Record<string, string[]>

/** The history with one line (counted as editors do) of one file replaced, or another file instead. */
export function historyWith(file: keyof typeof history, line: number, text: string): Record<string, string[]> {
  return { ...history, [file]: history[file].with(line - 1, text) }
}
