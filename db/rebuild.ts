import { sql } from 'kysely'
import type { Tables, Trx } from './tables/index.ts'

/**
 * Runs work while these tables have neither foreign keys nor indexes beside their keys, then builds both anew: row by
 * row they cost a large load several times what they cost at once. Until the transaction ends nobody else can use the
 * tables, so it is for the first load of empty ones. Throws where a row refers to none.
 */
export async function rebuilding<T>(trx: Trx, tables: readonly (keyof Tables)[], work: () => Promise<T>): Promise<T> {
  const { rows: references } = await sql<{ table: string; name: string; definition: string }>`
    select c.conrelid::regclass::text as "table", c.conname as name, pg_get_constraintdef(c.oid) as definition
    from pg_constraint c where c.contype = 'f' and c.conrelid = any (${tables}::regclass[]) order by c.oid`.execute(trx)
  const { rows: indexes } = await sql<{ name: string; definition: string }>`
    select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
    from pg_index i where i.indrelid = any (${tables}::regclass[]) and not i.indisunique order by 1`.execute(trx)
  // In one order for all, as two who take them one by one could block each other.
  await sql`lock table ${sql.join(tables.map((table) => sql.table(table)))} in access exclusive mode`.execute(trx)
  for (const { table, name } of references)
    await sql`alter table ${sql.raw(table)} drop constraint ${sql.ref(name)}`.execute(trx)
  for (const { name } of indexes) await sql`drop index ${sql.raw(name)}`.execute(trx)
  const result = await work()
  for (const { definition } of indexes) await sql.raw(definition).execute(trx)
  for (const { table, name, definition } of references)
    await sql`alter table ${sql.raw(table)} add constraint ${sql.ref(name)} ${sql.raw(definition)}`.execute(trx)
  return result
}
