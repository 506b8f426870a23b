import { type Kysely, sql } from 'kysely'

/** Returns and exchanges from their request to the money. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table returns
      add column seq integer, add column requested_by text, add column instructions text, add column state_reason text,
      add column lapse_at timestamptz, add column received_at timestamptz, add column settled_at timestamptz,
      add column refund_id text, add column exchange_order text, add column credit bigint check (credit >= 0),
      drop constraint returns_state_check,
      add constraint returns_state_check
        check (state in ('requested', 'approved', 'received', 'accepted', 'refused', 'lapsed', 'cancelled'))`.execute(
    db,
  )
  await sql`
    update returns set seq = place from (
      select order_number, id, row_number() over (partition by order_number order by requested_at, id) as place from returns
    ) as placed where (placed.order_number, placed.id) = (returns.order_number, returns.id)`.execute(db)
  await sql`alter table returns alter column seq set not null, add unique (order_number, seq)`.execute(db)
  // What somebody has to go on with, oldest first.
  await sql`
    create index returns_open on returns (requested_at) where state in ('requested', 'approved', 'received')`.execute(
    db,
  )
  // What has not been sent in time.
  await sql`create index returns_lapsing on returns (lapse_at) where state = 'approved'`.execute(db)
  await sql`
    alter table return_lines
      add column accepted integer check (accepted between 0 and quantity),
      add column write_off boolean not null default false, add column refusal text`.execute(db)
  // The order for whose goods others were taken back; a link between orders carries no foreign key.
  await sql`alter table orders add column exchange_of text`.execute(db)
  // Where the money of a payment first came in, where an exchange carried it over.
  await sql`alter table payments add column from_order text, add column from_payment text`.execute(db)
}
