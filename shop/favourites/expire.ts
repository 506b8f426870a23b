import type { Db } from '../../db/tables/index.ts'
import { readSettings } from '../settings/read.ts'

/**
 * Removes what was saved, or taken off, longer ago than the settings keep it; gives how many. Saving something anew
 * keeps it for as long again.
 */
export async function expireFavourites(db: Db, now: Temporal.Instant): Promise<number> {
  const settings = await readSettings(db)
  const { numDeletedRows } = await db
    .deleteFrom('favourites')
    .where('changed_at', '<', now.subtract({ hours: 24 * settings['favourite.keep_days'] }))
    .executeTakeFirst()
  return Number(numDeletedRows)
}
