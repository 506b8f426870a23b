import { sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import { eachAlone } from '../each-alone.ts'
import { endExchange } from '../exchanges/end.ts'
import type { Jobs } from '../jobs.ts'
import { lockOrder } from '../orders/record.ts'
import { demand } from '../result.ts'
import { readReturn } from './decide.ts'
import { changeReturn } from './state.ts'

const MOST_A_SWEEP = 500

/**
 * Lets returns lapse that were agreed to and whose goods have not come in time; gives how many. An exchange whose own goods
 * have left stays for people to see to. Each is its own transaction and looks again under the order's lock.
 */
export async function lapseReturns(db: Db, jobs: Jobs, now: Temporal.Instant): Promise<number> {
  const isDue = sql<boolean>`state = 'approved' and lapse_at <= ${now}
    and not exists (select from shipments where shipments.order_number = returns.exchange_order)`
  const due = await db
    .selectFrom('returns')
    .select(['order_number', 'id'])
    .where(isDue)
    .orderBy('lapse_at')
    .limit(MOST_A_SWEEP)
    .execute()
  let lapsed = 0
  await eachAlone(due, 'lapsing returns', ({ order_number: order, id }) =>
    db.transaction().execute(async (trx) => {
      demand(await lockOrder(trx, order))
      const row = await readReturn(trx, order, id)
      const still = await trx
        .selectFrom('returns')
        .select('id')
        .where('order_number', '=', order)
        .where('id', '=', id)
        .where(isDue)
        .executeTakeFirst()
      if (!still) return
      demand(await endExchange(trx, jobs, row, { member: null, via: 'planner' }, now))
      const columns = { member: null, settled_at: now, lapse_at: null }
      await changeReturn(trx, jobs, await readReturn(trx, order, id), 'lapsed', columns, now)
      lapsed++
    }),
  )
  return lapsed
}
