import { type RawBuilder, sql } from 'kysely'

/** A group of customers that coupons can be given to. Its name is in the catalogue: `promotion.segment.CODE`. */
export interface Segment {
  readonly code: string
  /** Selects their ids as `customer`. */
  readonly customers: (now: Temporal.Instant) => RawBuilder<{ customer: string }>
}

const LAPSED_DAYS = 90
const REGULAR_ORDERS = 3

/** Every segment there is. */
export const segments: readonly Segment[] = [
  { code: 'everyone', customers: () => sql`select id as customer from customers` },
  {
    code: 'without_order',
    customers: () =>
      sql`select id as customer from customers where not exists
        (select from orders where customer_id = customers.id and status <> 'cancelled')`,
  },
  {
    code: 'regular',
    customers: () =>
      sql`select customer_id as customer from orders where paid_at is not null and status <> 'cancelled'
        group by customer_id having count(*) >= ${REGULAR_ORDERS}`,
  },
  {
    code: 'lapsed',
    customers: (now) =>
      sql`select customer_id as customer from orders where status <> 'cancelled'
        group by customer_id having max(placed_at) < ${now.subtract({ hours: 24 * LAPSED_DAYS })}`,
  },
]
