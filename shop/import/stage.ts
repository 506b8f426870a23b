import { join } from 'node:path'
import { sql } from 'kysely'
import type { Copy } from '../../db/bulk.ts'
import type { Trx } from '../../db/tables/index.ts'
import { BadData } from './problem.ts'
import { type OnRead, readRows } from './read-rows.ts'
import { headerName, readHeader, type SourceFile } from './source-file.ts'

/** Makes the empty table that a file's rows are staged in, each with its line in the file; it goes away with the transaction. */
export async function createStage(trx: Trx, file: SourceFile, further: Record<string, string> = {}): Promise<void> {
  const staged = Object.values(file.columns).flatMap(({ to, type }) => (to === null ? [] : [[to, type.sql]]))
  const columns = [['at_line', 'integer'], ['in_file', 'boolean default true'], ...staged, ...Object.entries(further)]
  const list = columns.map(([name, type]) => `"${name}" ${type}`).join(', ')
  await sql`create temp table ${sql.table(file.stage)} (${sql.raw(list)}) on commit drop`.execute(trx)
}

/**
 * Copies a file into its stage. Gives the staged columns that the file has, and the number of its rows. Throws BadData
 * at its first bad row, also where a key is there twice.
 */
export async function fillStage(
  trx: Trx,
  copy: Copy,
  file: SourceFile,
  folder: string,
  zone: string,
  onRead: OnRead,
): Promise<{ given: string[]; rows: number }> {
  const path = join(folder, file.name)
  const header = await readHeader(path, file)
  const given = header.flatMap((name) => file.columns[name]?.to ?? [])
  const rows = await copy(file.stage, ['at_line', ...given], readRows(path, file, header, zone, onRead))
  await sql`analyze ${sql.table(file.stage)}`.execute(trx)
  await refuseSameKeys(trx, file)
  return { given, rows }
}

async function refuseSameKeys(trx: Trx, file: SourceFile): Promise<void> {
  const key = sql.join(file.key.map((column) => sql.ref(column)))
  const { rows } = await sql<{ first: number; line: number }>`
    select min(at_line) as first, (array_agg(at_line order by at_line))[2] as line
    from ${sql.table(file.stage)} group by ${key} having count(*) > 1 order by line limit 1`.execute(trx)
  const [again] = rows
  if (!again) return
  const column = headerName(file, file.key.at(-1) ?? '')
  throw new BadData({ file: file.name, line: again.line, column }, 'same_key', { first: String(again.first) })
}
