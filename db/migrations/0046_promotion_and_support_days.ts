import { type Kysely, sql } from 'kysely'

/** What promotions gave away and how customers were served, kept by day: what is there already is counted in the background. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table promotion_days (
      bucket timestamptz not null, promotion text not null, batch_id bigint not null, region text not null,
      redemptions integer not null, released integer not null, promoted_orders integer not null,
      discount_given bigint not null, promoted_sales bigint not null,
      primary key (bucket, promotion, batch_id, region)
    )`.execute(db)
  await sql`
    create table support_days (
      bucket timestamptz not null, agent text not null, conversations integer not null, complaints integer not null,
      replies integer not null, reopened integer not null, ratings integer not null, stars integer not null,
      answered_from float8[] not null, answered_at float8[] not null,
      resolved_from float8[] not null, resolved_at float8[] not null,
      primary key (bucket, agent)
    )`.execute(db)
  // What was taken in a day.
  await sql`create index promotion_uses_by_time on promotion_uses (at)`.execute(db)
  // Replies, reopenings and ratings of a day.
  await sql`drop index conversation_entries_counted`.execute(db)
  // An end counts by its entry: nothing looks for when a conversation was over.
  await sql`drop index conversations_by_end`.execute(db)
  await sql`create index conversation_entries_by_time on conversation_entries (at)`.execute(db)
  await sql`create index customer_ratings_by_time on customer_ratings (at)`.execute(db)
  await markByTriggers(db)
  await openToBi(db)
  await sql`
    insert into rollup_rebuild (zone) select zone from rollup_zone
    where zone <> '' and not exists (select from rollup_rebuild)
      and (exists (select from orders) or exists (select from conversations))`.execute(db)
}

/** Conversations are written in many places, each of which would have to know what counts: the tables themselves mark it. */
async function markByTriggers(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function mark_support(variadic instants timestamptz[]) returns void language sql as $$
      insert into rollup_marks (rollup, at) select distinct 'support', at from unnest(instants) as at where at is not null
    $$`.execute(db)
  await sql`
    create function mark_conversation() returns trigger language plpgsql as $$
    begin
      perform mark_support(new.opened_at, new.complained_at, new.first_answer_at);
      if tg_op = 'UPDATE' then
        perform mark_support(old.opened_at, old.complained_at, old.first_answer_at);
        -- Whoever has it has what counts for its owner, of all days.
        if old.owner is distinct from new.owner then
          perform mark_support(variadic array(
            select at from conversation_entries where conversation_id = new.id and event in ('reopened', 'resolved', 'closed')
            union all select at from customer_ratings where conversation_id = new.id));
        end if;
      end if;
      return null;
    end $$`.execute(db)
  await sql`
    create trigger mark_new_conversation after insert on conversations for each row execute function mark_conversation()`.execute(
    db,
  )
  await sql`
    create trigger mark_changed_conversation after update on conversations for each row
    when ((old.owner, old.opened_at, old.complained_at, old.first_answer_at, old.first_answer_by)
      is distinct from (new.owner, new.opened_at, new.complained_at, new.first_answer_at, new.first_answer_by))
    execute function mark_conversation()`.execute(db)
  await sql`
    create function mark_at() returns trigger language plpgsql as $$
    begin
      perform mark_support(new.at);
      if tg_op = 'UPDATE' then perform mark_support(old.at); end if;
      return null;
    end $$`.execute(db)
  await sql`
    create trigger mark_entry after insert on conversation_entries for each row
    when (new.kind = 'agent' or new.event in ('reopened', 'resolved', 'closed')) execute function mark_at()`.execute(db)
  await sql`
    create trigger mark_rating after insert or update on customer_ratings for each row execute function mark_at()`.execute(
    db,
  )
}

const shopCurrency = `(select coalesce(max(value #>> '{}'), 'CNY') from settings where key = 'shop.currency')`

const views: Record<string, string> = {
  region_payments_by_hour: `
    select bucket as hour, method, nullif(region, '') as region, ${shopCurrency} as currency, currency as order_currency,
      payments, failed, captured, refunded, own_captured, own_refunded
    from payment_hours`,
  promotions_by_day: `
    select bucket as day, promotion, nullif(region, '') as region, ${shopCurrency} as currency,
      redemptions, released, discount_given, promoted_sales
    from promotion_days where promotion <> ''`,
  support_by_day: `
    select bucket as day, nullif(agent, '') as agent, conversations, complaints, cardinality(resolved_at) as resolved, replies,
      reopened, ratings, stars
    from support_days`,
}

async function openToBi(db: Kysely<unknown>): Promise<void> {
  for (const [name, query] of Object.entries(views)) {
    await sql`create view ${sql.table(`bi.${name}`)} as ${sql.raw(query)}`.execute(db)
    await sql`
      create trigger only_read instead of insert or update or delete on ${sql.table(`bi.${name}`)}
      for each row execute function bi.only_read()`.execute(db)
  }
}
