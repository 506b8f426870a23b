import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import { denied, type Member, scopeOf } from '../access/member.ts'
import { type Page, type PageRequest, pageByPosition } from '../pages.ts'
import { ok, type Result } from '../result.ts'
import type { Settings } from '../settings/registry.ts'
import { demandCard } from '../stock/card.ts'

/** How a product is saved. Only what the settings keep (`favourite.keep_days`) is counted. */
export interface SavedProduct {
  sku: string
  name: string
  nameZh: string | null
  /** Customers who have it on their list now. */
  saved: number
  /** Customers who ever saved it, also those who took it off again. */
  ever: number
  /** Of those, who ordered it afterwards; cancelled orders do not count. */
  bought: number
  /** How many saved it in each week, by its Monday, the oldest first; weeks without any are 0. */
  weeks: readonly { from: Temporal.PlainDate; count: number }[]
}

/** Weeks that are looked at. */
const WEEKS = 8

/** The Mondays of the last weeks, in the shop's zone. */
function mondays(zone: string, now: Temporal.Instant): Temporal.PlainDate[] {
  const today = now.toZonedDateTimeISO(zone).toPlainDate()
  const monday = today.subtract({ days: today.dayOfWeek - 1 })
  return Array.from({ length: WEEKS }, (_, index) => monday.subtract({ weeks: WEEKS - 1 - index }))
}

/** Products that customers have saved, the most saved first; a merchant's are its own. */
export async function mostSaved(
  db: Db,
  settings: Settings,
  member: Member,
  request: PageRequest,
  now: Temporal.Instant,
): Promise<Result<Page<SavedProduct>>> {
  const missing = denied(member, 'review.reply')
  if (missing) return missing
  const scope = scopeOf(member, 'review.reply')
  const own = scope === null ? sql`true` : sql`p.merchant_id = ${scope}`
  const page = await pageByPosition(request, (limit, offset) => counted(db, settings, own, limit, offset, now))
  return ok(page)
}

/** How one product is saved; refuses an unknown one with the nearest. */
export async function savedProduct(
  db: Db,
  settings: Settings,
  member: Member,
  sku: string,
  now: Temporal.Instant,
): Promise<Result<SavedProduct>> {
  const missing = denied(member, 'review.reply')
  if (missing) return missing
  const card = await demandCard(db, settings, sku, scopeOf(member, 'review.reply'))
  if (!card.ok) return card
  const [found] = await counted(db, settings, sql`p.sku = ${card.value.sku}`, 1, 0, now)
  const nobody = { saved: 0, ever: 0, bought: 0 }
  const weeks = mondays(settings['shop.timezone'], now).map((from) => ({ from, count: 0 }))
  return ok(found ?? { sku: card.value.sku, name: card.value.name, nameZh: card.value.nameZh, ...nobody, weeks })
}

async function counted(
  db: Db,
  settings: Settings,
  which: RawBuilder<unknown>,
  limit: number,
  offset: number,
  now: Temporal.Instant,
): Promise<SavedProduct[]> {
  const zone = settings['shop.timezone']
  const starts = mondays(zone, now)
  const { rows } = await sql<Row>`
    with chosen as (
      select p.sku, p.name, p.name_zh, count(*) filter (where f.saved)::int as saved, count(*)::int as ever
      from favourites f join products p on p.sku = f.sku
      where f.added_at is not null and ${which}
      group by p.sku order by saved desc, ever desc, p.sku limit ${limit} offset ${offset}
    )
    select chosen.*,
      (select count(*)::int from favourites f where f.sku = chosen.sku and exists (
        select from orders o join order_items i on i.order_number = o.number and i.sku = f.sku
        where o.customer_id = f.customer_id and o.placed_at >= f.added_at and o.status <> 'cancelled')) as bought,
      (select jsonb_object_agg(week, n) from (
        select date_trunc('week', f.added_at at time zone ${zone})::date as week, count(*)::int as n
        from favourites f where f.sku = chosen.sku and f.added_at is not null group by 1) weekly) as weeks
    from chosen order by saved desc, ever desc, sku`.execute(db)
  return rows.map(({ name_zh, weeks, ...row }) => ({
    ...row,
    nameZh: name_zh,
    weeks: starts.map((from) => ({ from, count: weeks?.[String(from)] ?? 0 })),
  }))
}

interface Row {
  sku: string
  name: string
  name_zh: string | null
  saved: number
  ever: number
  bought: number
  weeks: Record<string, number> | null
}
