import { sql } from 'kysely'
import type { Db, Trx } from '../../db/tables/index.ts'
import { readSettings } from '../../shop/settings/read.ts'
import { refreshLock, rollups } from './registry.ts'
import { type DateRange, type Part, type Rollup, rebuildPart } from './rollup.ts'

type Work = readonly { readonly rollup: Rollup; readonly part: Part }[]

/**
 * Computes all rollups anew from the orders, part by part, and gives how many parts that was. Until a part is done, readers
 * see it as it was. Marks stay: what changes meanwhile is refreshed later as ever. Stopped halfway, whoever asks for the same
 * dates next goes on after the last part that was done; several at once share the work. Asked for other dates, or in another
 * time zone, it begins anew.
 */
export async function rebuild(
  db: Db,
  range: DateRange = {},
  progress: (done: number, total: number) => void = () => {},
): Promise<number> {
  const { 'shop.timezone': zone } = await readSettings(db)
  const work: { rollup: Rollup; part: Part }[] = []
  for (const rollup of rollups) for (const part of await rollup.parts(db, range, zone)) work.push({ rollup, part })
  const order = orderOf(range, zone)
  let done = (await doneParts(db, order, work)) ?? (await begin(db, order))
  progress(done, work.length)
  let count = 0
  while (done < work.length) {
    const went = await db
      .transaction()
      .setIsolationLevel('read committed')
      .execute((trx) => doNext(trx, order, work))
    count += went.count
    done = went.done
    progress(done, work.length)
  }
  await db.deleteFrom('rollup_rebuild').execute()
  return count
}

/** Whether a rebuild is under way, or was stopped and will go on. */
export async function isRebuilding(db: Db): Promise<boolean> {
  return (await db.selectFrom('rollup_rebuild').select('zone').executeTakeFirst()) !== undefined
}

/** What a rebuild was asked for, as its row has it. */
const orderOf = ({ from, to }: DateRange, zone: string) => ({
  zone,
  range_from: from ? String(from) : null,
  range_to: to ? String(to) : null,
})
type Order = ReturnType<typeof orderOf>

/** How many parts of the work are done; null where nobody has begun it, or somebody has finished it. */
async function doneParts(db: Db, { zone, range_from, range_to }: Order, work: Work): Promise<number | null> {
  const row = await db
    .selectFrom('rollup_rebuild')
    .select(['rollup', 'part'])
    .where('zone', '=', zone)
    .where(sql<boolean>`(range_from, range_to) is not distinct from (${range_from}::date, ${range_to}::date)`)
    .executeTakeFirst()
  return row ? work.findIndex(({ rollup, part }) => rollup.name === row.rollup && part.name === row.part) + 1 : null
}

async function begin(db: Db, order: Order): Promise<number> {
  await db.transaction().execute((trx) => keep(trx, order, null))
  return 0
}

async function keep(trx: Trx, order: Order, last: Work[number] | null): Promise<void> {
  await trx.deleteFrom('rollup_rebuild').execute()
  await trx
    .insertInto('rollup_rebuild')
    .values({ ...order, rollup: last?.rollup.name ?? null, part: last?.part.name ?? null })
    .execute()
}

/** Does the part that is next by now. */
async function doNext(trx: Trx, order: Order, work: Work): Promise<{ done: number; count: number }> {
  await sql`select pg_advisory_xact_lock(${refreshLock})`.execute(trx)
  const done = await doneParts(trx, order, work)
  const next = done === null ? undefined : work[done]
  if (done === null || !next) return { done: work.length, count: 0 }
  await rebuildPart(trx, next.rollup.tables, next.part)
  await keep(trx, order, next)
  return { done: done + 1, count: 1 }
}
