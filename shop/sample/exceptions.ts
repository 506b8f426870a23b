import { sql } from 'kysely'
import type { Trx } from '../../db/tables/index.ts'
import type { Member } from '../access/member.ts'
import { reportException } from '../exceptions/open.ts'
import type { Jobs } from '../jobs.ts'
import { demand } from '../result.ts'

/**
 * Lets an order of a merchant, which has not left, be three hours late, about which it is asked as soon as the timed rules run, and an
 * agent has told of another's address.
 */
export async function addSampleExceptions(
  trx: Trx,
  jobs: Jobs,
  { agent, merchant }: { agent: Member; merchant: string },
  now: Temporal.Instant,
): Promise<void> {
  const { rows } = await sql<{ number: string; own: boolean }>`
    select number, bool_and(item.merchant_id = ${merchant}) as own
    from orders join order_items as item on item.order_number = number
    where status in ('paid', 'processing') group by number, placed_at order by placed_at`.execute(trx)
  const late = rows.find(({ own }) => own)
  if (late)
    await trx
      .updateTable('orders')
      .set({ ship_by: now.subtract({ hours: 3 }) })
      .where('number', '=', late.number)
      .execute()
  const other = rows.find(({ number }) => number !== late?.number)
  const told = { kind: 'address_problem', note: '门牌号缺失 The house number is missing', via: 'sample' }
  if (other)
    demand(
      await reportException(trx, jobs, { ...told, order: other.number, member: agent }, now.subtract({ minutes: 40 })),
    )
}
