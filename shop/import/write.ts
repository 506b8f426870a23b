import { sql } from 'kysely'
import type { Tables, Trx } from '../../db/tables/index.ts'

/** What became of the rows of one file. */
export interface Counts {
  added: number
  changed: number
  unchanged: number
}

/** Rows of `from` (with the columns of the table, and `in_file`: whether a file has the row) that a table is to hold. */
export interface Content {
  table: keyof Tables
  from: string
  key: readonly string[]
  /** The other columns: where they differ, the row is replaced. */
  columns: readonly string[]
  /** Columns written with them that are no content. */
  stamps?: readonly string[]
}

const equal = (key: readonly string[], one: string, other: string) =>
  sql.join(
    key.map((column) => sql`${sql.ref(`${one}.${column}`)} = ${sql.ref(`${other}.${column}`)}`),
    sql` and `,
  )
const listed = (columns: readonly string[], of?: string) =>
  sql.join(columns.map((column) => sql.ref(of ? `${of}.${column}` : column)))

const changesOf = ({ table }: Content) => `changes_of_${table}`

/** Lists in a table of its own the keys of what is new (`known` false) and what differs. Writes nothing else. */
export async function findChanges(trx: Trx, content: Content): Promise<Counts> {
  const { table, from, key, columns } = content
  const differs =
    columns.length > 0 ? sql`(${listed(columns, 't')}) is distinct from (${listed(columns, 's')})` : sql`false`
  await sql`
    create temp table ${sql.table(changesOf(content))} on commit drop as
    select ${listed(key, 's')}, s.in_file, ${sql.ref(`t.${key[0]}`)} is not null as known
    from ${sql.table(from)} s left join ${sql.table(table)} t on ${equal(key, 't', 's')}
    where ${sql.ref(`t.${key[0]}`)} is null or ${differs}`.execute(trx)
  await sql`analyze ${sql.table(changesOf(content))}`.execute(trx)
  const { rows } = await sql<{ added: number; changed: number; all: number }>`
    select count(*) filter (where not known)::integer as added, count(*) filter (where known)::integer as changed,
      (select count(*) from ${sql.table(from)} where in_file)::integer as all
    from ${sql.table(changesOf(content))} where in_file`.execute(trx)
  const { added, changed, all } = rows[0] ?? { added: 0, changed: 0, all: 0 }
  return { added, changed, unchanged: all - added - changed }
}

/** Writes what `findChanges` found. */
export async function writeChanges(trx: Trx, content: Content): Promise<void> {
  const { table, from, key, columns, stamps = [] } = content
  const written = [...columns, ...stamps]
  if (written.length > 0)
    await sql`
      update ${sql.table(table)} t
      set ${sql.join(written.map((column) => sql`${sql.ref(column)} = ${sql.ref(`s.${column}`)}`))}
      from ${sql.table(changesOf(content))} d join ${sql.table(from)} s on ${equal(key, 's', 'd')}
      where d.known and ${equal(key, 't', 'd')}`.execute(trx)
  await sql`
    insert into ${sql.table(table)} (${listed([...key, ...written])})
    select ${listed([...key, ...written], 's')}
    from ${sql.table(changesOf(content))} d join ${sql.table(from)} s on ${equal(key, 's', 'd')}
    where not d.known`.execute(trx)
}
