import { sql } from 'kysely'
import type { Trx } from '../../db/tables/index.ts'
import { allocated } from './allocate.ts'
import { csvFiles } from './csv-files.ts'
import { BadData } from './problem.ts'

/**
 * Splits the refunds that are made anew over payments, into `next_parts`, and adds them to `refunded` of
 * `next_payments`. A refund that names no payment takes what is left of the captured ones, the earliest first. Throws
 * BadData where that does not suffice.
 */
export async function splitRefunds(trx: Trx): Promise<void> {
  await sql`
    create temp table next_parts on commit drop as
    with named as (
      select order_number, id as refund_id, payment_id, amount, refunded_at from next_refunds
      where anew and payment_id is not null
    ), room as (
      select *, sum(room) over (partition by order_number order by at, id) as upto
      from (
        select p.order_number, p.id, p.at, p.amount - p.refund_reserved - p.refunded - coalesce(n.amount, 0) as room
        from next_payments p
        left join (select order_number, payment_id, sum(amount) as amount from named group by 1, 2) n
          on (n.order_number, n.payment_id) = (p.order_number, p.id)
        where p.status = 'captured' and p.order_number in (select order_number from next_refunds where anew)
      ) rooms
      where room > 0
    ), wanted as (
      select order_number, id, amount, refunded_at,
        sum(amount) over (partition by order_number order by refunded_at, id) as upto
      from next_refunds where anew and payment_id is null
    )
    select * from named
    union all
    select w.order_number, w.id, r.id,
      (least(w.upto, r.upto) - greatest(w.upto - w.amount, r.upto - r.room))::bigint, w.refunded_at
    from wanted w join room r
      on r.order_number = w.order_number and r.upto > w.upto - w.amount and r.upto - r.room < w.upto`.execute(trx)
  await sql`
    update next_payments p set refunded = p.refunded + n.amount
    from (select order_number, payment_id, sum(amount)::bigint as amount from next_parts group by 1, 2) n
    where (n.order_number, n.payment_id) = (p.order_number, p.id)`.execute(trx)
  await checkRefunds(trx)
}

async function checkRefunds(trx: Trx): Promise<void> {
  const { refunds, payments } = csvFiles
  const { rows: over } = await sql<{ line: number | null; paymentLine: number }>`
    select max(n.at_line) as line, p.at_line as "paymentLine"
    from next_payments p
    left join next_refunds n on n.anew and (n.order_number, n.payment_id) = (p.order_number, p.id)
    where p.refunded > 0 and (p.status <> 'captured' or p.refunded + p.refund_reserved > p.amount)
    group by p.order_number, p.id, p.at_line order by 1, 2 limit 1`.execute(trx)
  if (over[0]) {
    const { line, paymentLine } = over[0]
    throw line === null
      ? new BadData({ file: payments.name, line: paymentLine, column: 'amount' }, 'payment_refunded')
      : new BadData({ file: refunds.name, line, column: 'amount' }, 'refund_too_much')
  }
  const { rows: short } = await sql<{ line: number }>`
    select n.at_line as line from next_refunds n
    left join (select order_number, refund_id, sum(amount) as amount from next_parts group by 1, 2) p
      on (p.order_number, p.refund_id) = (n.order_number, n.id)
    where n.anew and n.amount > coalesce(p.amount, 0)
    order by 1 limit 1`.execute(trx)
  if (short[0]) throw new BadData({ file: refunds.name, line: short[0].line, column: 'amount' }, 'refund_too_much')
}

/** Takes the parts and lines of the refunds that are made anew out of the database. */
export async function removeOldParts(trx: Trx): Promise<void> {
  for (const table of ['refund_parts', 'refund_lines'] as const)
    await sql`
      delete from ${sql.table(table)} t using next_refunds n
      where n.anew and (n.order_number, n.id) = (t.order_number, t.refund_id)`.execute(trx)
}

/**
 * Writes the parts of the refunds made anew, and what of them falls on which line: goods in proportion to what the
 * lines cost with their tax, shipping to their shipping. History does not say how many pieces came back: none.
 */
export async function writeParts(trx: Trx): Promise<void> {
  await sql`
    insert into refund_parts (order_number, refund_id, payment_id, amount, state, succeeded_at)
    select order_number, refund_id, payment_id, amount, 'succeeded', refunded_at from next_parts`.execute(trx)
  await sql`
    insert into refund_lines (order_number, refund_id, line, quantity, goods, shipping)
    select n.order_number, n.id, a.line, 0, case when n.goods > 0 then a.share else 0 end,
      case when n.shipping > 0 then a.share else 0 end
    from (${allocated(sql`
      select n.order_number as family, n.id as what, i.line, n.amount, case when n.goods > 0
        then i.quantity * i.unit_price - i.discount + i.tax else i.shipping end as weight
      from next_refunds n join order_items i using (order_number) where n.anew`)}) a
    join next_refunds n on (n.order_number, n.id) = (a.family, a.what)`.execute(trx)
}
