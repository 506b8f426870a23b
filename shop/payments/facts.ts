import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import { readRates } from '../rates/read.ts'
import type { Settings } from '../settings/registry.ts'
import type { PaymentFacts } from './check.ts'
import { readMethods } from './methods.ts'
import { noUses, type Uses } from './reasons.ts'

interface UseRow {
  method: string
  day: number
  customer: number
  customer_day: number
}

/**
 * Loads what the methods are judged by for a customer (null: a guest). Uses are payments made or begun, not those of
 * cancelled orders; a day is one in the shop's time zone. `except`: an order whose own payments do not count.
 */
export async function paymentFacts(
  db: Db,
  settings: Settings,
  { customer, except = null }: { customer: string | null; except?: string | null },
  now: Temporal.Instant,
): Promise<PaymentFacts> {
  const [methods, rates] = await Promise.all([readMethods(db), readRates(db, settings)])
  const today = now.toZonedDateTimeISO(settings['shop.timezone']).startOfDay()
  const [from, to] = [today.toInstant(), today.add({ days: 1 }).toInstant()]
  // The day costs an index read of its payments: only methods with a limit a day are counted.
  const byDay = methods.filter(({ rules }) => rules.perDay !== null).map(({ code }) => code)
  // A scalar subquery is asked only for open payments; `exists` would be hashed, which reads every order.
  const orderStatus = sql`(select status from orders where number = payments.order_number)`
  const counts = (status: RawBuilder<unknown>) => sql`payments.order_number is distinct from ${except}
    and (payments.status = 'captured' or ${status} <> 'cancelled')`
  const when = sql`coalesce(payments.taken_at, payments.at)`
  const { rows } = await sql<UseRow>`
    select method, count(*)::int as day, 0 as customer, 0 as customer_day
    from payments
    where status in ('pending', 'captured') and method = any(${byDay}) and ${when} >= ${from} and ${when} < ${to}
      and ${counts(orderStatus)}
    group by method
    union all
    select payments.method, 0, count(*)::int, (count(*) filter (where ${when} >= ${from} and ${when} < ${to}))::int
    from orders as own join payments on payments.order_number = own.number
    where own.customer_id = ${customer} and payments.status in ('pending', 'captured') and ${counts(sql`own.status`)}
    group by payments.method`.execute(db)
  const uses = new Map<string, Uses>()
  for (const { method, day, customer: ever, customer_day } of rows) {
    const before = uses.get(method) ?? noUses
    uses.set(method, {
      day: before.day + day,
      customer: before.customer + ever,
      customerDay: before.customerDay + customer_day,
    })
  }
  return { methods, uses, rates, now }
}
