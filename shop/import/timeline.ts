import { sql } from 'kysely'
import type { Trx } from '../../db/tables/index.ts'

/**
 * Gives new orders the timeline that their times tell, and ends it with the import and the word that the source has for
 * their status; orders that were replaced get the latter only.
 */
export async function writeEvents(trx: Trx, now: Temporal.Instant): Promise<void> {
  const source = sql`jsonb_build_object('status', coalesce(o.source_status, o.status))`
  await sql`
    insert into order_events (order_number, seq, at, kind, data)
    select o.number, e.seq, e.at, e.kind, case e.kind when 'imported' then ${source} else '{}' end
    from changes_of_orders d join next_orders o using (number)
    cross join lateral (values ('placed', o.placed_at, 1),
      ('paid', o.paid_at, 2),
      ('shipped', o.shipped_at, 2 + num_nonnulls(o.paid_at)),
      ('delivered', o.delivered_at, 2 + num_nonnulls(o.paid_at, o.shipped_at)),
      ('cancelled', o.cancelled_at, 2 + num_nonnulls(o.paid_at, o.shipped_at, o.delivered_at)),
      ('imported', ${now}::timestamptz, 2 + num_nonnulls(o.paid_at, o.shipped_at, o.delivered_at, o.cancelled_at))
    ) e (kind, at, seq)
    where not d.known and e.at is not null`.execute(trx)
  await sql`
    insert into order_events (order_number, seq, at, kind, data)
    select o.number, (select coalesce(max(seq), 0) + 1 from order_events e where e.order_number = o.number),
      ${now}::timestamptz, 'imported', ${source}
    from changes_of_orders d join next_orders o using (number) where d.known and d.in_file`.execute(trx)
}

/** Keeps what the files say of discounts, for a later file that has only the orders or only their lines. */
export async function writeDiscounts(trx: Trx): Promise<void> {
  await sql`
    create temp table next_discounts on commit drop as
    select number as order_number, 0 as line, order_discount as amount from next_orders
    where reckoned and order_discount > 0
    union all select order_number, line, own from next_items where own > 0`.execute(trx)
  await sql`
    delete from imported_discounts t using touched c
    where c.reckoned and c.order_number = t.order_number
      and not exists (select from next_discounts n where (n.order_number, n.line) = (t.order_number, t.line))`.execute(
    trx,
  )
  await sql`
    insert into imported_discounts as t (order_number, line, amount)
    select order_number, line, amount from next_discounts
    on conflict (order_number, line) do update set amount = excluded.amount where t.amount <> excluded.amount`.execute(
    trx,
  )
}
