import { sql } from 'kysely'
import type { Db, Trx } from '../../db/tables/index.ts'
import { expireChange, remindOfChange } from '../changes/decide.ts'
import { eachAlone } from '../each-alone.ts'
import type { Jobs } from '../jobs.ts'
import { expirePrice, remindOfPrice } from '../products/decide-price.ts'
import { expireRefund, remindOfRefund } from '../refunds/lapse.ts'
import type { Approval } from './approval.ts'
import { close } from './decide.ts'

/** What a reminder and an expiry mean for each kind of approval. */
const kinds: Record<
  string,
  {
    remind(trx: Trx, jobs: Jobs, approval: Approval): Promise<void>
    expire(trx: Trx, jobs: Jobs, approval: Approval, now: Temporal.Instant): Promise<void>
  }
> = {
  refund: { remind: remindOfRefund, expire: expireRefund },
  price: { remind: remindOfPrice, expire: expirePrice },
  team: { remind: remindOfChange, expire: expireChange },
  payment: { remind: remindOfChange, expire: expireChange },
  settings: { remind: remindOfChange, expire: expireChange },
}

const due = (now: Temporal.Instant) =>
  sql<boolean>`state in ('pending', 'info_asked') and least(remind_at, expire_at) <= ${now}`

/**
 * Reminds of approvals and lets them expire as they fall due; gives how many of each. Each is its own transaction and
 * happens once, however many processes sweep: a row that another one holds is left to it. One that fails holds up none
 * of the others; all failures are thrown together at the end.
 */
export async function sweepApprovals(
  db: Db,
  jobs: Jobs,
  now: Temporal.Instant,
): Promise<{ reminded: number; expired: number }> {
  const rows = await db.selectFrom('approvals').select('id').where(due(now)).orderBy('id').limit(500).execute()
  const count = { reminded: 0, expired: 0 }
  await eachAlone(rows, 'sweeping approvals', async ({ id }) => {
    const what = await db.transaction().execute((trx) => sweepOne(trx, jobs, id, now))
    if (what) count[what]++
  })
  return count
}

async function sweepOne(
  trx: Trx,
  jobs: Jobs,
  id: bigint,
  now: Temporal.Instant,
): Promise<'reminded' | 'expired' | null> {
  const row = await trx
    .selectFrom('approvals')
    .selectAll()
    .where('id', '=', id)
    .where(due(now))
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
  if (!row) return null
  const approval = { ...row, decisions: [] }
  const kind = kinds[row.kind]
  if (!kind) throw new Error(`no kind of approval is called ${row.kind}`)
  if (row.expire_at && Temporal.Instant.compare(row.expire_at, now) <= 0) {
    await kind.expire(trx, jobs, await close(trx, approval, 'expired', now), now)
    return 'expired'
  }
  await trx.updateTable('approvals').set({ remind_at: null }).where('id', '=', id).execute()
  await kind.remind(trx, jobs, approval)
  return 'reminded'
}
