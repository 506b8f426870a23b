import { type Expression, sql } from 'kysely'
import type { Db } from '../db/tables/index.ts'

/** Whether any of several queries finds a row, in one look: each goes by its own index. */
export async function anyOf(db: Db, queries: readonly Expression<unknown>[]): Promise<boolean> {
  if (queries.length === 0) return false
  const found = queries.map((query) => sql`exists ${query}`)
  const { rows } = await sql<{ found: boolean }>`select ${sql.join(found, sql` or `)} as found`.execute(db)
  return rows[0]?.found ?? false
}
