import { type RawBuilder, sql } from 'kysely'
import { localHours } from '../local-hours.ts'
import { bucketed } from './bucketed.ts'
import type { Buckets } from './buckets.ts'
import { inShopCurrency } from './rollup.ts'

export const paymentColumns = sql.join(
  [
    ...['bucket', 'method', 'region', 'currency', 'payments', 'failed'],
    ...['captured', 'refunded', 'own_captured', 'own_refunded'],
  ].map(sql.ref),
)

/**
 * Payments by hour, method and the order's region ('' where it has none): captured and failed ones by their own time, refunds
 * when the part succeeded and by the method that the money went back by.
 */
export const payments = bucketed({
  name: 'payments',
  table: 'payment_hours',
  identity: ['bucket', 'method', 'region', 'currency'],
  instants: [
    ['payments', 'at'],
    ['refund_parts', 'succeeded_at'],
  ],
  cut: localHours,
  async fill(trx, buckets) {
    await sql`insert into payment_hours (${paymentColumns}) ${paymentsOf(buckets)}`.execute(trx)
  },
})

/** Payments in some buckets as rows of `paymentColumns`: all, or those that count. */
export const paymentsOf = (buckets: Buckets, counts: RawBuilder<boolean> = sql`true`): RawBuilder<unknown> => sql`
  with parts as (
    select bucket, order_number, method, status, case when status = 'captured' then amount else 0 end as captured,
      0::bigint as refunded
    from ${buckets.rows('payments', 'at')} as payments
    where status in ('captured', 'failed')
    union all
    select bucket, part.order_number, coalesce(part.method, payments.method), null, 0, part.amount
    from ${buckets.rows('refund_parts', 'succeeded_at')} as part
    join payments on payments.order_number = part.order_number and payments.id = part.payment_id
    where part.state = 'succeeded'
  )
  select bucket, parts.method, coalesce(region, ''), currency,
    count(*) filter (where parts.status = 'captured'), count(*) filter (where parts.status = 'failed'),
    sum(${inShopCurrency(sql.ref('parts.captured'))}), sum(${inShopCurrency(sql.ref('parts.refunded'))}),
    sum(parts.captured), sum(parts.refunded)
  from parts
  join orders on orders.number = parts.order_number
  where ${counts}
  group by 1, 2, 3, 4`
