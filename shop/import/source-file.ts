import { createReadStream } from 'node:fs'
import { CsvError, parse } from 'csv-parse'
import type { CellType } from './cell-types.ts'
import { BadData } from './problem.ts'

/** One column of a file and where it is staged. */
export interface SourceColumn {
  type: CellType
  /** Name of the staged column; null where the import has no use for it. */
  to: string | null
  /** Whether the header has to have it. */
  inHeader: boolean
  /** Whether every row has to have a value. */
  filled: boolean
}

/** That the columns (of the staged row) name a row of another file or of a table; `kind` says of what. */
export interface Reference {
  kind: 'order' | 'sku' | 'customer' | 'merchant' | 'payment'
  /** Column of the staged row -> column of the staged file and of the table that it refers to; the last one is reported. */
  columns: Record<string, string>
  stage: string
  /** Null where no table knows it. */
  table: string | null
}

/** One file of a format: its name, where its rows are staged, and what they hold. */
export interface SourceFile {
  name: string
  stage: string
  /** Staged columns that tell its rows apart. */
  key: readonly string[]
  /** By name in the header. */
  columns: Readonly<Record<string, SourceColumn>>
  references?: readonly Reference[]
  /** Staged columns that are money, and the join (of `s`) that finds its row `c` of `currencies`. */
  money?: { columns: readonly string[]; currency: string }
}

/** A column that every row has. */
export const required = (type: CellType, to?: string) => ({ type, to, inHeader: true, filled: true })
/** A column that may be left out, or empty in a row. */
export const optional = (type: CellType, to?: string) => ({ type, to, inHeader: false, filled: false })
/** A column of the header whose cells may be empty. */
export const maybe = (type: CellType, to?: string) => ({ type, to, inHeader: true, filled: false })

type Given = Omit<SourceColumn, 'to'> & { to?: string | null | undefined }

/** Columns whose staged name is their own unless said otherwise. */
export const columnsOf = (given: Record<string, Given>): Record<string, SourceColumn> =>
  Object.fromEntries(
    Object.entries(given).map(([name, column]) => [
      name,
      { ...column, to: column.to === undefined ? name : column.to },
    ]),
  )

/** The name in the header of a staged column. */
export const headerName = ({ columns }: SourceFile, staged: string): string =>
  Object.entries(columns).find(([, { to }]) => to === staged)?.[0] ?? staged

/** Reads and checks a file's header. Throws BadData for one that does not end, and for a column that is unknown, there twice, or missing. */
export async function readHeader(path: string, file: SourceFile): Promise<string[]> {
  const parser = createReadStream(path).pipe(parse({ bom: true, to: 1, relax_quotes: true, relax_column_count: true }))
  const place = { file: file.name, line: 1 }
  let header: string[] = []
  try {
    for await (const record of parser) header = record as string[]
  } catch (error) {
    if (error instanceof CsvError && error.code === 'CSV_QUOTE_NOT_CLOSED') throw new BadData(place, 'open_quote')
    throw error
  }
  const known = Object.keys(file.columns).join(', ')
  for (const [index, column] of header.entries()) {
    if (!Object.hasOwn(file.columns, column)) throw new BadData({ ...place, column }, 'unknown_column', { known })
    if (header.indexOf(column) < index) throw new BadData({ ...place, column }, 'column_twice')
  }
  for (const [column, { inHeader }] of Object.entries(file.columns))
    if (inHeader && !header.includes(column)) throw new BadData({ ...place, column }, 'missing_column')
  return header
}
