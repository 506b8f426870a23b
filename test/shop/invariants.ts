import { sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'

/** Each query gives what must not be: a row for each case, with its key. */
const rules = {
  'stock is never negative, and never promised more than there is': sql`
    select sku as key from stock where on_hand < 0 or reserved < 0 or reserved > on_hand`,
  'the ledger adds up to the stock': sql`
    select sku as key from stock
    left join (select sku, sum(on_hand_change) as on_hand, sum(reserved_change) as reserved from stock_movements group by sku) l
      using (sku)
    where (stock.on_hand, stock.reserved) is distinct from (coalesce(l.on_hand, 0), coalesce(l.reserved, 0))`,
  'what is reserved is what open orders wait for': sql`
    select sku as key from stock
    left join (
      select i.sku, sum(i.quantity - i.not_sent - coalesce(s.shipped, 0)) as waiting from order_items i
      join orders o on o.number = i.order_number
      left join (select order_number, line, sum(quantity) as shipped from shipment_lines group by 1, 2) s
        using (order_number, line)
      where o.status in ('pending_payment', 'paid', 'processing')
        and exists (select from stock_movements m where m.order_number = i.order_number and m.sku = i.sku)
      group by i.sku
    ) w using (sku)
    where stock.reserved <> coalesce(w.waiting, 0)`,
  'refunds stay within what was captured': sql`
    select number as key from orders where refund_reserved + refunded > captured`,
  'captured is the sum of captured payments': sql`
    select number as key from orders
    where captured <> (select coalesce(sum(amount), 0) from payments where order_number = number and status = 'captured')`,
  'counters of orders are the sums of those of their payments': sql`
    select number as key from orders
    where (refund_reserved, refunded) <> (
      select coalesce(sum(refund_reserved), 0), coalesce(sum(refunded), 0) from payments where order_number = number)`,
  'counters of payments are the sums of the parts of refunds': sql`
    select order_number || ' ' || id as key from payments p
    where (refund_reserved, refunded) <> (
      select coalesce(sum(amount) filter (where r.state in ('waiting', 'submitted') and f.state not in ('rejected', 'expired', 'withdrawn')), 0),
        coalesce(sum(amount) filter (where r.state = 'succeeded'), 0)
      from refund_parts r join (select order_number, id, state from refunds) f
        on (f.order_number, f.id) = (r.order_number, r.refund_id)
      where (r.order_number, r.payment_id) = (p.order_number, p.id))`,
  'parts and lines add up to their refund': sql`
    select order_number || ' ' || id as key from refunds f
    where amount <> (select sum(amount) from refund_parts p where (p.order_number, p.refund_id) = (f.order_number, f.id))
      or (goods, shipping) <> (select sum(goods), sum(shipping) from refund_lines l where (l.order_number, l.refund_id) = (f.order_number, f.id))`,
  'lines add up to their order': sql`
    select number as key from orders where (gross, discount, shipping, tax) <> (
      select sum(quantity * unit_price), sum(discount), sum(shipping), sum(tax) from order_items where order_number = number)`,
  'a refund is where its approval is': sql`
    select a.subject as key from approvals a
    join refunds f on a.kind = 'refund' and a.subject = f.order_number || '-' || f.id
    where case a.state when 'pending' then f.state <> 'requested'
      when 'approved' then f.state not in ('approved', 'submitted', 'succeeded', 'failed') else f.state <> a.state end`,
  'no order has more shipped than it has': sql`
    select order_number as key from order_items i
    where quantity < (select coalesce(sum(quantity), 0) from shipment_lines s where (s.order_number, s.line) = (i.order_number, i.line))`,
}

/** The rules that the shop's records break now, each with the keys of what breaks it; none is as it should be. */
export async function brokenInvariants(db: Db): Promise<string[]> {
  const broken: string[] = []
  for (const [rule, query] of Object.entries(rules)) {
    const { rows } = await sql<{ key: string }>`${query}`.execute(db)
    if (rows.length > 0) broken.push(`${rule}: ${rows.map(({ key }) => key).join(', ')}`)
  }
  return broken
}
