import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table imported_discounts (
      order_number text not null references orders, line integer not null check (line >= 0),
      amount bigint not null check (amount > 0), primary key (order_number, line)
    )`.execute(db)
}
