import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Copy } from '../../db/bulk.ts'
import type { Database } from '../../db/connect.ts'
import type { Trx } from '../../db/tables/index.ts'
import { ok, type Result, refuse } from '../result.ts'
import { readSettings } from '../settings/read.ts'
import { checkAmounts } from './amounts.ts'
import { type CsvFile, csvFiles } from './csv-files.ts'
import type { Format } from './formats.ts'
import type { Given } from './given.ts'
import { writeHistory, writingSteps } from './history.ts'
import { checkReferences } from './references.ts'
import type { SourceFile } from './source-file.ts'
import { createStage, fillStage } from './stage.ts'
import { createTouched } from './touched.ts'
import type { Counts } from './write.ts'

/** Told how far an import is: `done` of what `begin` named. */
export interface Progress {
  begin(total: number): void
  reading(file: string, done: number, rows: number): void
  writing(table: string, done: number): void
}

export interface Imported {
  /** What became of the rows of each file. */
  files: { name: string; counts: Counts }[]
  /** Files of the format that are not there. */
  absent: string[]
  rows: number
}

/** Names the importers' lock among the database's advisory locks. */
const importLock = sql.lit(7_261_002)

/** Columns that no canonical file has, for a format whose files know more. */
const further: Partial<Record<CsvFile, Record<string, string>>> = {
  orders: { source_status: 'text', ship_by: 'timestamptz' },
  items: { shipping: 'numeric' },
}

/**
 * Loads a folder of history in one transaction: everything is read and checked before anything is written, and bad data
 * in one file leaves nothing of any. The same files again change nothing. One import at a time; others wait.
 * Refuses a folder without files, and a format whose currency is not the shop's. Throws BadData.
 */
export async function importHistory(
  database: Database,
  { format, folder }: { format: Format; folder: string },
  now: Temporal.Instant,
  progress: Progress,
): Promise<Result<Imported>> {
  const files = Object.entries(format.files)
  const sizes = await Promise.all(files.map(([, { name }]) => sizeOf(join(folder, name))))
  const present = files.filter((_, index) => sizes[index] !== null)
  const names = files.map(([, { name }]) => name)
  if (present.length === 0) return refuse('import.no_files', { folder, files: names })
  const total = sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0)

  return database.bulk(async (trx, copy) => {
    await sql`select pg_advisory_xact_lock(${importLock})`.execute(trx)
    await sql`set local work_mem = '64MB'`.execute(trx)
    const settings = await readSettings(trx)
    const shopCurrency = settings['shop.currency']
    if (format.currency !== null && format.currency !== shopCurrency)
      return refuse('import.foreign_currency', { currency: format.currency, shop: shopCurrency })

    // Writing takes about twice as long as reading.
    progress.begin(total * 3)
    const zone = format.zone ?? settings['shop.timezone']
    const { given, rows } = await stageFiles(trx, copy, { format, present, folder, zone, shopCurrency }, progress)
    let step = 0
    const counts = await writeHistory(trx, format.given ?? given, { shopCurrency, now }, (table) =>
      progress.writing(table, total + (2 * total * step++) / writingSteps),
    )
    const loaded = present.map(([, { name }]) => name)
    return ok({
      files: Object.entries(format.sources)
        .filter(([, { name }]) => loaded.includes(name))
        .map(([file, { name }]) => ({ name, counts: counts[file as CsvFile] })),
      absent: names.filter((name) => !loaded.includes(name)),
      rows,
    })
  })
}

/** A file's size, or null where it is not there. */
async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size
  } catch (error) {
    // A file where a folder was meant holds none of the files either.
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return null
    throw error
  }
}

interface Source {
  format: Format
  present: [string, SourceFile][]
  folder: string
  zone: string
  shopCurrency: string
}

/** Reads and checks the files into the canonical stages. Gives the columns that each file has, and how many rows there are. */
async function stageFiles(trx: Trx, copy: Copy, source: Source, progress: Progress) {
  const { format, present, folder, zone, shopCurrency } = source
  for (const [file, spec] of Object.entries(csvFiles)) await createStage(trx, spec, further[file as CsvFile])
  if (format.map) for (const spec of Object.values(format.files)) await createStage(trx, spec)
  const given = Object.fromEntries(Object.keys(csvFiles).map((file) => [file, [] as readonly string[]])) as Given
  let done = 0
  let rows = 0
  for (const [file, spec] of present) {
    const filled = await fillStage(trx, copy, spec, folder, zone, (bytes, inFile) => {
      done += bytes
      progress.reading(spec.name, done, rows + inFile)
    })
    given[file as CsvFile] = filled.given
    rows += filled.rows
  }
  for (const [, spec] of present) await checkReferences(trx, spec)
  await format.map?.(trx)
  await createTouched(trx, shopCurrency)
  for (const [, spec] of present) await checkAmounts(trx, spec)
  return { given, rows }
}
