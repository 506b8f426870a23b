import { type Kysely, sql } from 'kysely'

/** What the sandbox's payment provider remembers. It stands outside the shop: nothing refers to it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table sandbox_gateway_refunds (
      key text primary key, amount bigint not null, currency text not null, at timestamptz not null,
      reference text not null
    )`.execute(db)
}
