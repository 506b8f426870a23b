import { sql } from 'kysely'
import { inShopCurrency, type Rollup, within } from './rollup.ts'

/** Payments by hour and method: captured and failed ones by their own time, refunds when the part succeeded. */
export const paymentHours: Rollup = {
  name: 'payments',
  table: 'payment_hours',
  moments: sql`
    select at from payments where status <> 'pending'
    union all select succeeded_at from refund_parts where succeeded_at is not null`,

  async fill(trx, hours) {
    await sql`
      insert into payment_hours (bucket, method, currency, payments, failed, captured, refunded, own_captured, own_refunded)
      with parts as (
        select bucket, order_number, method, p.status, case when p.status = 'captured' then amount else 0 end as captured,
          0::bigint as refunded
        from ${hours} cross join lateral ${within('payments', 'at')} as p
        where p.status in ('captured', 'failed')
        union all
        select bucket, part.order_number, payments.method, null, 0, part.amount
        from ${hours} cross join lateral ${within('refund_parts', 'succeeded_at')} as part
        join payments on payments.order_number = part.order_number and payments.id = part.payment_id
        where part.state = 'succeeded'
      )
      select bucket, method, currency,
        count(*) filter (where parts.status = 'captured'), count(*) filter (where parts.status = 'failed'),
        sum(${inShopCurrency(sql.ref('parts.captured'))}), sum(${inShopCurrency(sql.ref('parts.refunded'))}),
        sum(parts.captured), sum(parts.refunded)
      from parts
      join orders on orders.number = parts.order_number
      group by bucket, method, currency`.execute(trx)
  },
}
