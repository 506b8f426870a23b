import { sql } from 'kysely'
import type { Db, Trx } from '../../db/tables/index.ts'
import { readSettings } from '../../shop/settings/read.ts'
import { refreshLock, rollups } from './registry.ts'
import { type DateRange, type Part, type Rollup, rebuildPart } from './rollup.ts'
import { twoAtOnce } from './two-at-once.ts'
import { changeZone, leaveOtherZones, sayZone } from './zone.ts'

/** Names the locks of parts among the database's advisory locks of two keys. */
const REBUILD = sql.lit(7_261)

type Work = readonly { readonly rollup: Rollup; readonly part: Part }[]

/**
 * Computes all rollups anew from the orders, part by part, and gives how many parts that was. Until a part is done, readers
 * see it as it was. Marks stay: what changes meanwhile is refreshed between parts as ever. Stopped halfway, whoever asks for the
 * same dates next goes on with the parts that are not done; several at once share the work. Asked for other dates, or in another
 * time zone, it begins anew. One of all dates leaves all rollups of the shop's time zone.
 */
export async function rebuild(
  db: Db,
  range: DateRange = {},
  progress: (done: number, total: number) => void = () => {},
): Promise<number> {
  const { 'shop.timezone': zone } = await readSettings(db)
  await sayZone(db, zone)
  const work: { rollup: Rollup; part: Part }[] = []
  for (const rollup of rollups) for (const part of await rollup.parts(db, range, zone)) work.push({ rollup, part })
  const order = orderOf(range, zone)
  let done = await db.transaction().execute((trx) => begin(trx, order, work))
  progress(done, work.length)
  let count = 0
  let stopped = false
  const computeParts = async () => {
    while (done < work.length && !stopped) {
      const { left, computed } = await db
        .transaction()
        .setIsolationLevel('read committed')
        .execute((trx) => doNext(trx, order, work))
      count += computed
      if (work.length - left <= done) continue
      done = work.length - left
      progress(done, work.length)
    }
  }
  const stop = (error: unknown) => {
    stopped = true
    throw error
  }
  const computing = () => computeParts().catch(stop)
  await twoAtOnce([computing, computing])
  await db.transaction().execute((trx) => end(trx, order))
  return count
}

/** Whether a rebuild is under way, or was stopped and will go on. */
export async function isRebuilding(db: Db): Promise<boolean> {
  const { rows } = await sql`select from rollup_rebuild limit 1`.execute(db)
  return rows.length > 0
}

/** What a rebuild was asked for, as its row has it. */
const orderOf = ({ from, to }: DateRange, zone: string) => ({
  zone,
  range_from: from ? String(from) : null,
  range_to: to ? String(to) : null,
})
type Order = ReturnType<typeof orderOf>

const isOf = ({ zone, range_from, range_to }: Order) =>
  sql<boolean>`zone = ${zone} and (range_from, range_to) is not distinct from (${range_from}::date, ${range_to}::date)`

/** Goes on with what is under way where that is what was asked for, else begins it; gives how many parts are done. */
async function begin(trx: Trx, order: Order, work: Work): Promise<number> {
  await sql`lock table rollup_rebuild in exclusive mode`.execute(trx)
  await leaveOtherZones(trx, order.zone)
  if (await isUnderWay(trx, order)) return work.length - (await undone(trx, order, work)).length
  await clear(trx)
  await trx.insertInto('rollup_rebuild').values(order).execute()
  return 0
}

const isUnderWay = async (trx: Trx, order: Order) =>
  (await trx.selectFrom('rollup_rebuild').select('zone').where(isOf(order)).executeTakeFirst()) !== undefined

/** Forgets what is done, unless somebody has asked for something else, or counted in another time zone, meanwhile. */
async function end(trx: Trx, order: Order): Promise<void> {
  await sql`lock table rollup_rebuild in exclusive mode`.execute(trx)
  if (!(await isUnderWay(trx, order))) return
  await clear(trx)
  if (order.range_from === null && order.range_to === null) await changeZone(trx, order.zone)
}

async function clear(trx: Trx): Promise<void> {
  await trx.deleteFrom('rollup_rebuild').execute()
  await trx.deleteFrom('rollup_rebuilt').execute()
}

/** The parts that are not done; none either where somebody has finished it, or asked for something else. */
async function undone(trx: Trx, order: Order, work: Work): Promise<Work> {
  if (!(await isUnderWay(trx, order))) return []
  const done = await trx.selectFrom('rollup_rebuilt').selectAll().execute()
  const names = new Set(done.map(({ rollup, part }) => `${rollup} ${part}`))
  return work.filter(({ rollup, part }) => !names.has(`${rollup.name} ${part.name}`))
}

/** Does a part that nobody is at. Where somebody is at each that is left, waits for the first of these. */
async function doNext(trx: Trx, order: Order, work: Work): Promise<{ left: number; computed: number }> {
  // However long it waits for others.
  await sql`select set_config('statement_timeout', '0', true)`.execute(trx)
  for (const one of await undone(trx, order, work)) {
    if (!(await take(trx, one, 'pg_try_advisory_xact_lock'))) continue
    // Refreshers hold it alone, those who compute parts together.
    await sql`select pg_advisory_xact_lock_shared(${refreshLock(one.rollup.name)})`.execute(trx)
    // Who held it before may just have finished it.
    const left = await undone(trx, order, work)
    if (!left.includes(one)) return { left: left.length, computed: 0 }
    const { rollup, part } = one
    await rebuildPart(trx, rollup.tables, part)
    // Of what is asked for instead by now it may be a part of the same name.
    await sql`
      insert into rollup_rebuilt (rollup, part)
      select ${rollup.name}, ${part.name} from rollup_rebuild where ${isOf(order)} for key share`.execute(trx)
    return { left: left.length - 1, computed: 1 }
  }
  const [first] = await undone(trx, order, work)
  if (!first) return { left: 0, computed: 0 }
  await take(trx, first, 'pg_advisory_xact_lock')
  return { left: (await undone(trx, order, work)).length, computed: 0 }
}

/** Takes a part until the transaction ends; tells whether it has it. */
async function take(trx: Trx, { rollup, part }: Work[number], lock: string): Promise<boolean> {
  const { rows } = await sql<{ taken: unknown }>`
    select ${sql.raw(lock)}(${REBUILD}, hashtext(${`${rollup.name} ${part.name}`})) as taken`.execute(trx)
  return rows[0]?.taken !== false
}
