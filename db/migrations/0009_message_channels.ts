import { type Kysely, sql } from 'kysely'

/**
 * A message that is still to be posted goes where the setting says then, so its `channel` may name the setting; where it
 * stands is kept apart.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table messages add column posted_in text`.execute(db)
}
