import type { Db } from '../../db/tables/index.ts'
import type { Jobs } from '../jobs.ts'
import { readSettings } from '../settings/read.ts'
import { tellOverdue } from './notify.ts'

/**
 * Reminds of promised goods whose day is over in the shop's zone and that have not all come; gives of how many. Each promise
 * is reminded of once, also by several processes: a row that another one holds is left to it.
 */
export async function remindOfRestocks(db: Db, jobs: Jobs, now: Temporal.Instant): Promise<number> {
  const zone = (await readSettings(db))['shop.timezone']
  const today = String(now.toZonedDateTimeISO(zone).toPlainDate())
  const due = (from: Db) =>
    from
      .selectFrom('restocks')
      .select(['id', 'sku', 'due_on'])
      .where('state', '=', 'promised')
      .where('due_on', '<', today)
      .where('reminded_at', 'is', null)
      .orderBy('id')
      .limit(100)
  if (!(await due(db).executeTakeFirst())) return 0
  return db.transaction().execute(async (trx) => {
    const overdue = await due(trx).forUpdate().skipLocked().execute()
    for (const { id, sku, due_on: dueOn } of overdue) {
      if (dueOn === null) continue
      await trx.updateTable('restocks').set({ reminded_at: now }).where('id', '=', id).execute()
      await tellOverdue(trx, jobs, { id, sku, dueOn }, now)
    }
    return overdue.length
  })
}
