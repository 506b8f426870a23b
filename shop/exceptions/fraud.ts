import { sql } from 'kysely'
import type { Sign } from '../../db/tables/exceptions.ts'
import { convert } from '../money.ts'
import type { Order } from '../orders/record.ts'
import type { SettingKey } from '../settings/registry.ts'
import type { Beat } from '../timers/timer.ts'

/** One simple sign that an order may be none: it is looked for where its setting is above 0. Words: `exception.sign.CODE`. */
interface Check {
  readonly code: string
  readonly setting: SettingKey & `fraud.${string}`
  /** Null: all is well. */
  look(beat: Beat, order: Order, limit: number): Promise<Sign['values'] | null>
}

/** So many of the latest orders say what is usual; fewer than `FEWEST` say nothing. */
const LATEST = 500
const FEWEST = 20

const atLeast = (count: number, limit: number) => (count >= limit ? { count } : null)

/** Every sign. A new one is one object here, its setting and its words. */
const checks: readonly Check[] = [
  {
    code: 'amount_far_above',
    setting: 'fraud.amount_times',
    async look({ trx }, { number, total, rate }, limit) {
      const { rows } = await sql<{ usual: string | null; count: number }>`
        select round(avg(total * rate))::text as usual, count(*)::integer as count from (
          select total, rate from orders where number <> ${number} and status <> 'cancelled' and exchange_of is null
          order by placed_at desc limit ${LATEST}) as latest`.execute(trx)
      const { usual = null, count = 0 } = rows[0] ?? {}
      if (!usual || count < FEWEST || usual === '0') return null
      const times = Number(convert(total, rate)) / Number(usual)
      return times >= limit ? { times: Math.round(times) } : null
    },
  },
  {
    code: 'failed_payments',
    setting: 'fraud.failed_payments',
    async look({ trx, now }, { customer_id }, limit) {
      const { count } = await trx
        .selectFrom('payments')
        .innerJoin('orders', 'orders.number', 'payments.order_number')
        .where('orders.customer_id', '=', customer_id)
        .where('orders.exchange_of', 'is', null)
        .where('payments.status', '=', 'failed')
        .where('payments.at', '>', now.subtract({ hours: 24 }))
        .select(sql<number>`count(*)::integer`.as('count'))
        .executeTakeFirstOrThrow()
      return atLeast(count, limit)
    },
  },
  {
    code: 'many_orders',
    setting: 'fraud.orders_an_hour',
    async look({ trx }, { customer_id, placed_at }, limit) {
      const { count, first } = await trx
        .selectFrom('orders')
        .where('customer_id', '=', customer_id)
        .where('exchange_of', 'is', null)
        .where('placed_at', '<=', placed_at)
        .select(
          sql<number>`count(*) filter (where placed_at > ${placed_at.subtract({ hours: 1 })})::integer`.as('count'),
        )
        .select(({ fn }) => fn.min('placed_at').as('first'))
        .executeTakeFirstOrThrow()
      // Who has been buying for longer may well order a lot.
      const isNew = first && Temporal.Instant.compare(first, placed_at.subtract({ hours: 24 })) > 0
      return isNew ? atLeast(count, limit) : null
    },
  },
]

/** Why an order may be none; empty where nothing speaks for it. One that an exchange made is one, and counts in no sign. */
export async function suspicions(beat: Beat, order: Order): Promise<Sign[]> {
  if (order.exchange_of !== null) return []
  const signs: Sign[] = []
  for (const { code, setting, look } of checks) {
    const limit = beat.settings[setting]
    if (limit === 0) continue
    const values = await look(beat, order, limit)
    if (values) signs.push({ code, values })
  }
  return signs
}
