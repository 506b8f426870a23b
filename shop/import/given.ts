import { type RawBuilder, sql } from 'kysely'
import type { CsvFile } from './csv-files.ts'

/** By file, the staged columns that it has; a file that is not there has none. */
export type Given = Record<CsvFile, readonly string[]>

type Sql = RawBuilder<unknown>

/**
 * SQL for a column of what will be, where `i` is the staged row: what the file says (`empty` where its cell is), or
 * what is `kept` where this row or the whole column is not in the file.
 */
export const stated = (isGiven: boolean, value: Sql, kept: Sql, empty: Sql = sql`null`): Sql =>
  isGiven ? sql`case when i.at_line is null then ${kept} else coalesce(${value}, ${empty}) end` : kept
