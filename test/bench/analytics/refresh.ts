import { sql } from 'kysely'
import { refresh } from '../../../analytics/rollups/refresh.ts'
import { rollups } from '../../../analytics/rollups/registry.ts'
import type { Db } from '../../../db/tables/index.ts'
import { markOrders } from '../../../shop/marks.ts'
import { compare } from './compare.ts'
import { createViews, refreshView } from './peers.ts'

const CHANGED = 1_000

/** Changes orders as a shop does, in a transaction with their marks; of these only those of some rollups stay. */
const change = (db: Db, numbers: readonly string[], named: readonly string[]) => () =>
  db.transaction().execute(async (trx) => {
    await sql`update orders set captured = captured where number = any(${numbers}::text[])`.execute(trx)
    await markOrders(trx, [...numbers])
    await sql`delete from rollup_marks where rollup <> all(${named}::text[])`.execute(trx)
  })

async function numbersOf(db: Db, query: ReturnType<typeof sql<{ number: string }>>): Promise<string[]> {
  return (await query.execute(db)).rows.map(({ number }) => number)
}

/** Refreshes after changes beside materialized views. */
export async function benchRefresh(db: Db, peer: Db, orders: number): Promise<void> {
  await createViews(peer)
  const newest = await numbersOf(db, sql`select number from orders order by placed_at desc limit ${sql.lit(CHANGED)}`)
  const step = sql.lit(Math.floor(orders / CHANGED))
  const scattered = await numbersOf(
    db,
    sql`select number from (select number, row_number() over (order by placed_at) as nth from orders) as all_orders where nth % ${step} = 0`,
  )
  const two = ['sales', 'payments']
  const all = rollups.map(({ name }) => name)
  const oneView = { run: () => refreshView(peer, 'sales_by_day') }
  const bothViews = {
    run: async () => {
      await refreshView(peer, 'sales_by_day')
      await refreshView(peer, 'products_by_day')
    },
  }
  const after = (numbers: readonly string[], named: readonly string[]) => ({
    prepare: change(db, numbers, named),
    run: () => refresh(db),
  })
  // Of ten million orders the views take minutes.
  const rounds = orders > 3_000_000 ? 2 : 3
  await compare('refresh, 1,000 newest changed: sales, payments / a view', after(newest, two), oneView, {
    target: 50,
    rounds,
  })
  await compare('the same with all rollups / two views', after(newest, all), bothViews, {
    target: 20,
    rounds,
  })
  await compare('refresh, 1,000 scattered over three years / two views', after(scattered, all), bothViews, {
    target: 5,
    rounds,
  })
}
