import { sql } from 'kysely'
import type { Trx } from '../../db/tables/index.ts'
import { BadData } from './problem.ts'
import { headerName, type Reference, type SourceFile } from './source-file.ts'

/** Throws BadData at a file's first row that refers to something neither in these files nor in the database. */
export async function checkReferences(trx: Trx, file: SourceFile): Promise<void> {
  for (const reference of file.references ?? []) await checkReference(trx, file, reference)
}

async function checkReference(trx: Trx, file: SourceFile, { kind, columns, stage, table }: Reference): Promise<void> {
  const last = Object.keys(columns).at(-1) ?? ''
  const among = [stage, table].flatMap((target) => {
    if (target === null) return []
    const same = Object.entries(columns).map(([from, to]) => sql`t.${sql.ref(to)} = s.${sql.ref(from)}`)
    return [sql`and not exists (select from ${sql.table(target)} t where ${sql.join(same, sql` and `)})`]
  })
  const { rows } = await sql<{ line: number; value: string }>`
    select at_line as line, ${sql.ref(last)} as value from ${sql.table(file.stage)} s
    where ${sql.ref(last)} is not null ${sql.join(among, sql` `)} order by at_line limit 1`.execute(trx)
  const [dangling] = rows
  if (!dangling) return
  const place = { file: file.name, line: dangling.line, column: headerName(file, last) }
  throw new BadData(place, `no_${kind}`, { value: dangling.value })
}
