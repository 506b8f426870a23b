import { sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import { eachAlone } from '../each-alone.ts'
import { noticeArrival } from '../exceptions/at-arrival.ts'
import type { Jobs } from '../jobs.ts'
import { lockOrder, record } from '../orders/record.ts'
import { demand, type Result } from '../result.ts'
import { readSettings } from '../settings/read.ts'
import type { Beat } from '../timers/timer.ts'
import { actions } from './actions.ts'
import { applies } from './conditions.ts'
import { readFacts } from './facts.ts'
import { type Moment, type OrderRule, readRules } from './rules.ts'

const MOST_A_BEAT = 100

/**
 * Looks at the orders that were placed or paid since: checks them, then runs the rules that apply, in their sequence. Each
 * is one transaction that also deletes that it has yet to be looked at, so it happens once. A rule applies to an order
 * once, and what it does is neither placing nor paying, so no rule sets off another. Gives how many orders were looked at.
 */
export async function seeToArrivals(db: Db, jobs: Jobs, now: Temporal.Instant): Promise<number> {
  const waiting = await db.selectFrom('order_arrivals').selectAll().orderBy('at').limit(MOST_A_BEAT).execute()
  if (waiting.length === 0) return 0
  const [settings, rules] = await Promise.all([readSettings(db), readRules(db)])
  await eachAlone(waiting, 'seeing to new orders', ({ order_number, moment }) =>
    db.transaction().execute(async (trx) => {
      const order = demand(await lockOrder(trx, order_number))
      const mine = await trx
        .deleteFrom('order_arrivals')
        .where('order_number', '=', order_number)
        .where('moment', '=', moment)
        .executeTakeFirst()
      if (mine.numDeletedRows === 0n || order.status === 'cancelled') return
      const beat = { trx, jobs, settings, now }
      await noticeArrival(beat, order, moment as Moment)
      await runRules(
        beat,
        order_number,
        rules.filter((rule) => rule.active && rule.moment === moment),
      )
    }),
  )
  return waiting.length
}

async function runRules(beat: Beat, order: string, rules: readonly OrderRule[]): Promise<void> {
  if (rules.length === 0) return
  const { trx, settings, now } = beat
  const [facts] = await readFacts(trx, settings, [order])
  for (const rule of rules) {
    if (!facts || !applies(rule.conditions, facts, settings['shop.currency'])) continue
    const claimed = await trx
      .insertInto('order_rule_runs')
      .values({ order_number: order, rule_id: rule.id, at: now, outcome: '{}' })
      .onConflict((conflict) => conflict.doNothing())
      .returning('rule_id')
      .executeTakeFirst()
    if (!claimed) continue
    await record(trx, order, [{ kind: 'rule_applied', data: { rule: rule.name } }], now)
    const outcome: Record<string, string | null> = {}
    for (const action of actions) {
      const kept = rule.actions[action.name]
      if (kept === undefined) continue
      const done = await undoing(beat, () => action.run(beat, order, kept))
      outcome[action.name] = done.ok ? null : done.code
      if (done.ok) continue
      const data = { rule: rule.name, action: action.name }
      await record(trx, order, [{ kind: 'rule_refused', data }], now)
    }
    await trx
      .updateTable('order_rule_runs')
      .set({ outcome: JSON.stringify(outcome) })
      .where('order_number', '=', order)
      .where('rule_id', '=', rule.id)
      .execute()
  }
}

/** What a refused action did before it was refused is undone; what the others did stays. */
async function undoing({ trx }: Beat, work: () => Promise<Result<unknown>>): Promise<Result<unknown>> {
  await sql`savepoint action`.execute(trx)
  const done = await work()
  if (!done.ok) await sql`rollback to savepoint action`.execute(trx)
  await sql`release savepoint action`.execute(trx)
  return done
}
