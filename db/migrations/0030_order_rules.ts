import { type Kysely, sql } from 'kysely'

/** Rules that see to orders by themselves, and the orders that have yet to be looked at. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table order_rules (
      id bigint generated always as identity primary key, name text not null, active boolean not null,
      position integer not null, moment text not null check (moment in ('placed', 'paid')),
      conditions jsonb not null, actions jsonb not null, updated_at timestamptz not null
    )`.execute(db)
  await sql`
    create table order_rule_runs (
      order_number text not null references orders, rule_id bigint not null references order_rules,
      at timestamptz not null, outcome jsonb not null, primary key (order_number, rule_id)
    )`.execute(db)
  // Written where an order is placed or paid, and deleted with what follows from it: few rows at any time.
  await sql`
    create table order_arrivals (
      order_number text not null references orders, moment text not null, at timestamptz not null,
      primary key (order_number, moment)
    )`.execute(db)
}
