import { sql } from 'kysely'
import { countCustomers } from '../../../analytics/reports/customer-counts.ts'
import { readTopProducts } from '../../../analytics/reports/product-facts.ts'
import { queryOf } from '../../../analytics/reports/query.ts'
import { readAddedUp } from '../../../analytics/reports/sales.ts'
import { type Stretches, slotAmong } from '../../../analytics/reports/slots.ts'
import { spanOf, type Window } from '../../../analytics/reports/window.ts'
import { refresh } from '../../../analytics/rollups/refresh.ts'
import type { Db } from '../../../db/tables/index.ts'
import { compare } from './compare.ts'
import { lastDay, zone } from './history.ts'
import { rawCustomers, rawSales, rawTopProducts } from './peers.ts'

const lastDays = (days: number): Window => ({ from: lastDay.subtract({ days: days - 1 }), to: lastDay })

const asked = (window: Window) => queryOf(window, { zone, isRolledUp: true }, spanOf(window, zone).end)

const oneWindow = (start: Temporal.Instant, end: Temporal.Instant): Stretches => ({
  begins: [start],
  within: (time) => sql`${sql.ref(time)} >= ${start} and ${sql.ref(time)} < ${end}`,
  slot: (time) => slotAmong([start], time),
})

/** Reports beside the SQL that a BI tool would send. */
export async function benchReads(db: Db, peer: Db): Promise<void> {
  // Without it the planner takes a function of a column for one of 200 values.
  await sql`create statistics days on (date_trunc('day', placed_at, ${sql.lit(zone)})) from orders`.execute(peer)
  await sql`analyze orders`.execute(peer)
  for (const [name, days, target, bucket] of [
    ['30 days', 30, 50, 'day'],
    ['one year', 365, 200, 'week'],
  ] as const) {
    const query = asked(lastDays(days))
    const [before, after] = [spanOf(query.before, zone).start, spanOf(query.window, zone).end].map(String)
    const raw = { run: () => rawSales(peer, before ?? '', after ?? '', bucket) }
    await compare(`sales, ${name}, without customers / raw SQL`, { run: () => readAddedUp(db, query) }, raw, {
      target,
    })
  }
  const month = spanOf(lastDays(30), zone)
  await compare(
    'top 20 products, 30 days / raw SQL',
    { run: () => readTopProducts(db, asked(lastDays(30))) },
    { run: () => rawTopProducts(peer, String(month.start), String(month.end)) },
    { target: 10 },
  )
  for (const [name, days] of [
    ['30 days', 30],
    ['one year', 365],
  ] as const) {
    const { start, end } = spanOf(lastDays(days), zone)
    const raw = { run: () => rawCustomers(peer, String(start), String(end)) }
    await compare(
      `customers and returning ones, ${name} / raw SQL`,
      { run: () => countCustomers(db, oneWindow(start, end), {}) },
      raw,
      {
        target: 3,
      },
    )
  }
  const idle = { run: () => refresh(db) }
  const reads = {
    run: () => sql`select (select max(id) from rollup_marks), (select max(id) from audit_log)`.execute(db),
  }
  await compare('a tick with nothing to do (under 1 ms) / two max(id)', idle, reads, { target: 0.12, rounds: 201 })
}
