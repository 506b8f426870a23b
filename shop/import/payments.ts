import { sql } from 'kysely'
import type { Trx } from '../../db/tables/index.ts'
import { csvFiles } from './csv-files.ts'
import type { Given } from './given.ts'
import { BadData } from './problem.ts'

/**
 * Puts in `next_refunds` the refunds of the files, each with whether it is to be made anew (new, or with other content),
 * and in `next_payments` every payment that the touched orders will have. `refunded` is what the refunds that stay as
 * they are took from it. Throws BadData for a refund that people are at work on.
 */
export async function createPayments(trx: Trx, given: Given): Promise<void> {
  await refuseOpenRefunds(trx)
  await createRefunds(trx, given)
  await sql`
    create temp table next_payments on commit drop as
    select p.*, coalesce(kept.amount, 0)::bigint as refunded
    from (
      select i.order_number, i.id, i.method, (i.amount * c.minor)::bigint as amount, i.status, i.at,
        coalesce(t.refund_reserved, 0) as refund_reserved, i.at_line, true as in_file
      from in_payments i join touched c using (order_number) left join payments t using (order_number, id)
      union all
      select t.order_number, t.id, t.method, t.amount, t.status, t.at, t.refund_reserved, null, false
      from touched c join payments t using (order_number)
      where not exists (select from in_payments i where (i.order_number, i.id) = (t.order_number, t.id))
    ) p
    left join (
      select r.order_number, r.payment_id, sum(r.amount) as amount
      from touched c join refund_parts r using (order_number)
      left join next_refunds n on (n.order_number, n.id) = (r.order_number, r.refund_id)
      where r.state = 'succeeded' and n.anew is not true
      group by r.order_number, r.payment_id
    ) kept on (kept.order_number, kept.payment_id) = (p.order_number, p.id)`.execute(trx)
  await sql`analyze next_payments`.execute(trx)
}

async function refuseOpenRefunds(trx: Trx): Promise<void> {
  const { rows } = await sql<{ line: number; id: string }>`
    select i.at_line as line, i.id from in_refunds i join refunds t using (order_number, id)
    where t.state <> 'succeeded' order by 1 limit 1`.execute(trx)
  const [open] = rows
  if (!open) return
  const place = { file: csvFiles.refunds.name, line: open.line, column: 'refund_id' }
  throw new BadData(place, 'refund_open', { value: open.id })
}

async function createRefunds(trx: Trx, given: Given): Promise<void> {
  const reason = given.refunds.includes('reason') ? sql`i.reason` : sql`t.reason`
  const content = ['amount', 'goods', 'shipping', 'surplus', 'reason', 'refunded_at']
  const columns = (of: string) => sql.join(content.map((column) => sql.ref(`${of}.${column}`)))
  await sql`
    create temp table next_refunds on commit drop as
    select n.*, t.id is null or (${columns('t')}) is distinct from (${columns('n')}) or exists (
        select from refund_parts r
        where (r.order_number, r.refund_id) = (n.order_number, n.id) and r.payment_id <> n.payment_id) as anew
    from (
      select i.order_number, i.id, m.amount, ${reason} as reason, i.payment_id, i.at_line, true as in_file,
        case when i.kind = 'shipping' then 0 else m.amount end as goods,
        case when i.kind = 'shipping' then m.amount else 0 end as shipping, 0::bigint as surplus,
        'succeeded' as state, i.at as requested_at, i.at as decided_at, i.at as refunded_at
      from in_refunds i join touched c using (order_number) left join refunds t using (order_number, id)
      cross join lateral (select (i.amount * c.minor)::bigint as amount) m
    ) n left join refunds t using (order_number, id)`.execute(trx)
  await sql`analyze next_refunds`.execute(trx)
}
