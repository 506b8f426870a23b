import { sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import { denied, type Member, scopeOf } from '../access/member.ts'
import { ok, type Result } from '../result.ts'
import type { Settings } from '../settings/registry.ts'
import { hasOwnLine } from './find.ts'
import { hoursBack, isLate } from './late.ts'
import type { OrderStatus } from './status.ts'

/** Where orders stand that are not over. */
const openStatuses = ['pending_payment', 'paid', 'processing', 'shipped', 'delivered'] as const satisfies OrderStatus[]

/** Orders of one status. */
export interface BoardRow {
  readonly status: (typeof openStatuses)[number]
  readonly count: number
  readonly late: number
  /** How many stand there for less than a day, up to three, up to seven, and longer. */
  readonly ages: readonly [number, number, number, number]
  readonly oldest: Temporal.Instant | null
}

/** Since when an order has the status that it has; processing begins with the payment. */
const since = sql<Temporal.Instant>`case status when 'pending_payment' then placed_at when 'shipped' then shipped_at
  when 'delivered' then delivered_at else paid_at end`

/** How many orders stand where, for how long, and how many of them are late; a merchant sees those with its own goods. */
export async function orderBoard(
  db: Db,
  settings: Settings,
  member: Member,
  now: Temporal.Instant,
): Promise<Result<BoardRow[]>> {
  const missing = denied(member, 'order.view')
  if (missing) return missing
  const days = (count: number) => hoursBack(now, count * 24)
  const counted = (condition: ReturnType<typeof sql>) => sql<number>`count(*) filter (where ${condition})::integer`
  const rows = await db
    .selectFrom('orders')
    .where('status', 'in', openStatuses)
    .where(hasOwnLine(scopeOf(member, 'order.view')))
    .groupBy('status')
    .select([
      'status',
      sql<number>`count(*)::integer`.as('count'),
      counted(isLate(settings, now)).as('late'),
      counted(sql`${since} > ${days(1)}`).as('day'),
      counted(sql`${since} <= ${days(1)} and ${since} > ${days(3)}`).as('three'),
      counted(sql`${since} <= ${days(3)} and ${since} > ${days(7)}`).as('week'),
      counted(sql`${since} <= ${days(7)}`).as('longer'),
      sql<Temporal.Instant | null>`min(${since})`.as('oldest'),
    ])
    .execute()
  return ok(
    openStatuses.map((status) => {
      const row = rows.find((one) => one.status === status)
      if (!row) return { status, count: 0, late: 0, ages: [0, 0, 0, 0], oldest: null }
      const { count, late, day, three, week, longer, oldest } = row
      return { status, count, late, ages: [day, three, week, longer], oldest }
    }),
  )
}
