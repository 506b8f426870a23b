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
  'no more of an order comes back than was shipped': sql`
    select m.order_number || ' ' || m.key as key from stock_movements m
    join order_items i on i.order_number = m.order_number and m.key like 'order:' || i.order_number || ':' || i.line || ':restock:%'
    group by i.order_number, i.line, m.order_number, m.key, i.quantity
    having sum(m.on_hand_change) > (
      select coalesce(sum(s.quantity), 0) from shipment_lines s where (s.order_number, s.line) = (i.order_number, i.line))`,
  'returns ask back no more than was shipped': sql`
    select l.order_number || ' ' || l.line as key from return_lines l
    join returns r on (r.order_number, r.id) = (l.order_number, l.return_id)
    where r.state in ('requested', 'approved', 'received', 'accepted')
    group by l.order_number, l.line
    having sum(case r.state when 'accepted' then coalesce(l.accepted, 0) else l.quantity end) > (
      select coalesce(sum(s.quantity), 0) from shipment_lines s where (s.order_number, s.line) = (l.order_number, l.line))`,
  'accepted pieces are in the ledger of goods that were tracked when ordered': sql`
    select l.order_number || ' ' || l.return_id as key from return_lines l
    join returns r on (r.order_number, r.id) = (l.order_number, l.return_id)
    join order_items i on (i.order_number, i.line) = (l.order_number, l.line)
    where r.state = 'accepted' and l.accepted > 0
      and exists (select from stock_movements m where m.key = 'order:' || l.order_number || ':' || l.line || ':reserve:')
      and not exists (
      select from stock_movements m where m.sku = i.sku and m.key = 'order:' || l.order_number || ':' || l.line
        || case when l.write_off then ':write_off:RT' else ':restock:RT' end || r.seq)`,
  'what an exchange carried over is set aside, or gone, where it came from': sql`
    select r.order_number || ' ' || r.id as key from returns r
    where r.exchange_order is not null and r.state in ('approved', 'received')
      and (select coalesce(sum(amount), 0) from payments p where p.order_number = r.exchange_order and p.from_order = r.order_number)
        <> coalesce((select amount from refunds f where f.order_number = r.order_number and f.id = r.refund_id and f.state = 'approved'), 0)`,
  'an exchange that came to nothing left nothing behind': sql`
    select r.order_number || ' ' || r.id as key from returns r
    join orders o on o.number = r.exchange_order
    where r.state in ('refused', 'lapsed', 'cancelled')
      and (o.status <> 'cancelled' or exists (select from payments p where p.order_number = o.number and p.from_order is not null))`,
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
