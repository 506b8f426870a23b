import type { Db } from '../../db/tables/index.ts'
import { eachAlone } from '../each-alone.ts'
import type { Jobs } from '../jobs.ts'
import { readSettings } from '../settings/read.ts'
import { lockConversation } from './conversation.ts'
import { redrawCard, say } from './entry.ts'
import { answerers } from './own.ts'

/** Most that one beat gives away. */
const AT_ONCE = 20

/**
 * Gives each conversation that waits and that nobody has to whoever is present and has the fewest open ones, where the
 * settings want it. Those whom `isPresent` knows nothing of count as away.
 */
export async function assignWaiting(
  db: Db,
  jobs: Jobs,
  isPresent: (member: string) => Promise<boolean>,
  now: Temporal.Instant,
): Promise<void> {
  if (!(await readSettings(db))['support.assign_by_load']) return
  const waiting = await db
    .selectFrom('conversations')
    .select(['id', 'level'])
    .where('state', '=', 'open')
    .where('owner', 'is', null)
    .where('waiting_since', 'is not', null)
    .orderBy('waiting_since')
    .limit(AT_ONCE)
    .execute()
  if (waiting.length === 0) return
  const loads = await openByOwner(db)
  const present = new Map<string, string[]>()
  for (const level of new Set(waiting.map((one) => one.level))) {
    const able: string[] = []
    for (const one of await answerers(db, level, now)) if (await isPresent(one)) able.push(one)
    present.set(level, able)
  }
  await eachAlone(waiting, 'assigning conversations', async ({ id, level }) => {
    const able = present.get(level) ?? []
    const [to] = able.toSorted((a, b) => (loads.get(a) ?? 0) - (loads.get(b) ?? 0) || (a < b ? -1 : 1))
    if (!to) return
    loads.set(to, (loads.get(to) ?? 0) + 1)
    await db.transaction().execute(async (trx) => {
      const found = await lockConversation(trx, String(id))
      // Somebody was quicker.
      if (!found.ok || found.value.owner !== null || found.value.state !== 'open') return
      await trx.updateTable('conversations').set({ owner: to }).where('id', '=', id).execute()
      await say(trx, jobs, found.value, { at: now, kind: 'event', event: 'assigned', data: { from: null, to } })
      await redrawCard(trx, jobs, id)
    })
  })
}

async function openByOwner(db: Db): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('conversations')
    .select(['owner', ({ fn }) => fn.countAll<bigint>().as('count')])
    .where('state', '=', 'open')
    .where('owner', 'is not', null)
    .groupBy('owner')
    .execute()
  return new Map(rows.map(({ owner, count }) => [owner ?? '', Number(count)]))
}
