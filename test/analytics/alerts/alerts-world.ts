import { afterAll, beforeAll, beforeEach } from 'vitest'
import type { AlertTexts } from '../../../analytics/alerts/form.ts'
import { planAlerts } from '../../../analytics/alerts/plan.ts'
import { saveRule } from '../../../analytics/alerts/save.ts'
import type { Database } from '../../../db/connect.ts'
import type { Jobs } from '../../../shop/jobs.ts'
import { demand } from '../../../shop/result.ts'
import { freshDatabase } from '../../postgres.ts'
import { removeOrder, writeOrder } from '../orders.ts'

export const zone = 'Asia/Shanghai'
export const at = (local: string) => Temporal.PlainDateTime.from(local).toZonedDateTime(zone).toInstant()
export const mei = { member: 'U_MEI', merchant: null, via: '/alert' }
/** When the rules of these tests are made. */
export const created = at('2026-03-01T00:00')
export const unitsADay: AlertTexts = { figure: 'sales.units', window: 'day', when: 'band.high', rearm: '24' }

/** A database of the file's own, in which each test finds neither rules nor orders, and what is done in it. */
export function alertsWorld() {
  const world = { drawn: [] as string[] } as {
    database: Database & { url: string }
    /** What was queued to be drawn since it was last emptied. */
    drawn: string[]
  }
  beforeAll(async () => {
    world.database = await freshDatabase()
  })
  afterAll(() => world.database.close())
  beforeEach(async () => {
    const { db } = world.database
    for (const table of ['alert_episodes', 'alert_rules', 'messages', 'audit_log'] as const)
      await db.deleteFrom(table).execute()
    for (const { number } of await db.selectFrom('orders').select('number').execute()) await removeOrder(db, number)
    world.drawn = []
  })

  const jobs: Jobs = {
    add: async (_, __, data) =>
      void world.drawn.push('key' in data ? data.key.replace(/(episode|recovery|reminder):.*/, '$1') : ''),
  }

  let numbers = 0
  /** An order of so many units at 10.00, at a local time. */
  const sold = (units: number, local: string, merchant: string | null = null): Promise<void> =>
    writeOrder(world.database.db, {
      ...{ number: `N${++numbers}`, at: String(at(local)), lines: [{ price: 10_00n, quantity: units, merchant }] },
      payments: [{ id: 'P', amount: BigInt(units) * 10_00n }],
    })

  /** Eight Mondays before 2 March 2026 with 8 to 13 units each, of which the usual band ends below 16. */
  async function eightMondays(): Promise<void> {
    const monday = Temporal.PlainDate.from('2026-03-02')
    await sold(1, '2025-12-30T12:00')
    for (const [index, units] of [10, 11, 9, 8, 13, 10, 12, 9].entries())
      await sold(units, `${monday.subtract({ weeks: index + 1 })}T12:00`)
  }

  async function rule(texts: AlertTexts, actor: typeof mei | { member: string; merchant: string; via: string } = mei) {
    const saved = demand(await saveRule(world.database.db, jobs, { id: null, texts, actor }, created))
    if ('problems' in saved) throw new Error(JSON.stringify(saved.problems))
    return saved.saved
  }

  /** Lets the planner beat at some local times; gives what it had drawn at each. */
  async function beats(...locals: string[]): Promise<string[][]> {
    const each: string[][] = []
    for (const local of locals) {
      world.drawn = []
      await planAlerts(world.database.db, jobs, at(local))
      each.push(world.drawn)
    }
    return each
  }

  return { world, jobs, sold, eightMondays, rule, beats }
}
