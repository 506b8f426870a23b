import { type Kysely, sql } from 'kysely'

/** What of a rebuild is done, part by part, since several are computed at once. One that was stopped begins anew. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table rollup_rebuild drop column rollup, drop column part`.execute(db)
  await sql`
    create table rollup_rebuilt (rollup text not null, part text not null, primary key (rollup, part))`.execute(db)
}
