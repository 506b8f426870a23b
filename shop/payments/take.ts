import { sql } from 'kysely'
import type { Trx } from '../../db/tables/index.ts'
import { knownCustomer } from '../customers.ts'
import { markOrders } from '../marks.ts'
import { lockOrder } from '../orders/record.ts'
import { ok, type Result, refuse } from '../result.ts'
import { readSettings } from '../settings/read.ts'
import type { Settings } from '../settings/registry.ts'
import { checkMethods } from './check.ts'
import { paymentFacts } from './facts.ts'
import { methodMeant, readMethods } from './methods.ts'
import type { PaymentAsked } from './reasons.ts'
import type { PaymentMethod } from './rules.ts'

/** A payment that an order is placed with. */
export interface Taking {
  order: string
  /** Its id within the order. */
  payment: string
  method: string
  /** In the order's currency. */
  amount: bigint
  by: PaymentAsked['by']
}

/**
 * Takes one use of a method for an order: checks that the method applies and records the payment as begun, so that it
 * counts from now on. Orders that compete for the last use wait for each other, and only one gets it. The same payment
 * again changes nothing. Refuses with the first reason against the method. Gives the method.
 *
 * Call it after whatever else the caller's transaction locks: the lock on a method's uses is held until it ends.
 * `given`: the settings, where the caller has read them.
 */
export async function takeMethod(
  trx: Trx,
  asked: Taking,
  now: Temporal.Instant,
  given?: Settings,
): Promise<Result<PaymentMethod>> {
  const order = await lockOrder(trx, asked.order)
  if (!order.ok) return order
  const meant = methodMeant(await readMethods(trx), asked.method)
  if (!meant.ok) return meant
  const { code } = meant.value
  const known = await trx
    .selectFrom('payments')
    .select(['status', 'method'])
    .where('order_number', '=', asked.order)
    .where('id', '=', asked.payment)
    .executeTakeFirst()
  if (known?.status === 'captured' || (known?.status === 'pending' && known.method === code)) return meant

  const { customer_id, currency, region, number } = order.value
  const customer = knownCustomer(customer_id)
  await queueUp(trx, meant.value, customer)
  const facts = await paymentFacts(trx, given ?? (await readSettings(trx)), { customer }, now)
  const verdicts = checkMethods({ amount: asked.amount, currency, customer, region, by: asked.by }, facts)
  const verdict = verdicts.find(({ method }) => method.code === code)
  const [against] = verdict?.reasons ?? [refuse('payment.off', { code })]
  if (against) return against

  // A payment that failed leaves the hour it was counted in.
  if (known) await markOrders(trx, [number])
  const row = { method: code, amount: asked.amount, status: 'pending', at: now, taken_at: now }
  await trx
    .insertInto('payments')
    .values({ order_number: number, id: asked.payment, ...row })
    .onConflict((conflict) => conflict.columns(['order_number', 'id']).doUpdateSet(row))
    .execute()
  return ok(meant.value)
}

/** Waits for whoever takes a use that counts against the same limit. A method without limits keeps nobody waiting. */
async function queueUp(trx: Trx, { code, rules }: PaymentMethod, customer: string | null): Promise<void> {
  const { perDay, perCustomer, perCustomerDay } = rules
  if (perDay === null && perCustomer === null && perCustomerDay === null) return
  const whose = perDay === null ? `payment:${code}:${customer}` : `payment:${code}`
  await sql`select pg_advisory_xact_lock(hashtextextended(${whose}, 0))`.execute(trx)
}
