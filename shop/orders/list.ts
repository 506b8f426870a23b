import { sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import { denied, type Member, scopeOf } from '../access/member.ts'
import { containing } from '../containing.ts'
import type { Page, PageRequest } from '../pages.ts'
import { ok, type Result } from '../result.ts'
import type { Settings } from '../settings/registry.ts'
import { type OrderCard, orderCard } from './card.ts'
import { type OrderFilters, parseOrderFilters } from './filters.ts'
import { hasOwnLine, knownOrder, unknownOrder } from './find.ts'
import { isLate, lateBy } from './late.ts'
import { orderCounts } from './narrowing.ts'
import type { OrderStatus } from './status.ts'

/** One order in a list. `total` is that of the lines that the reader may see. */
export interface OrderSummary {
  number: string
  status: OrderStatus
  placedAt: Temporal.Instant
  customer: string
  total: bigint
  currency: string
  pieces: number
  held: boolean
  late: boolean
}

/** What `/order` finds. */
export type OrdersFound = { card: OrderCard } | { matches: Page<OrderSummary> }

/**
 * Looks orders up by a number, the tracking number of a parcel, or by filters (see `parseOrderFilters`); without any, the newest. Refuses a number that
 * is not known with the nearest ones.
 */
export async function lookUpOrders(
  db: Db,
  settings: Settings,
  member: Member,
  text: string,
  request: PageRequest,
  now: Temporal.Instant,
): Promise<Result<OrdersFound>> {
  const missing = denied(member, 'order.view')
  if (missing) return missing
  const scope = scopeOf(member, 'order.view')
  const single = /^#?[^\s:：]+$/.test(text.trim())
  const known = single ? await knownOrder(db, text, scope) : null
  if (known) {
    const card = await orderCard(db, member, known)
    return card.ok ? ok({ card: card.value }) : card
  }
  const filters = parseOrderFilters(text, { timezone: settings['shop.timezone'], me: member.id }, now)
  if (!filters.ok) return filters
  const matches = await listOrders(db, settings, filters.value, scope, request, now)
  const aNumber = single && filters.value.words !== undefined && matches.rows.length === 0
  return aNumber ? unknownOrder(db, text, scope) : ok({ matches })
}

/** A place in the list, going on from an order: older (`<`) or newer (`>`) ones. */
function placeOf({ cursor }: PageRequest): { newer: boolean; at: string; number: string } | null {
  const [, way, at, number] = /^([<>])(\d{4}-[^|]{5,40}Z)\|(.+)$/.exec(cursor ?? '') ?? []
  return at && number ? { newer: way === '>', at, number } : null
}

/**
 * Orders, newest first, page by page. A page begins where its neighbour ended (by time and number), so it costs the same
 * however far back it lies. `scope` names a merchant whose orders and money alone count.
 */
async function listOrders(
  db: Db,
  settings: Settings,
  filters: OrderFilters,
  scope: string | null,
  request: PageRequest,
  now: Temporal.Instant,
): Promise<Page<OrderSummary>> {
  const place = placeOf(request)
  const newer = place?.newer ?? false
  let query = db
    .selectFrom('orders')
    .leftJoin('customers', 'customers.id', 'orders.customer_id')
    .where(hasOwnLine(scope))
    .select(['number', 'status', 'placed_at', 'customer_id', 'customers.name', 'total', 'currency', 'held_at'])
    .select(isLate(settings, now).as('late'))
    .select(
      sql<OwnLines>`(select jsonb_build_object('pieces', coalesce(sum(quantity), 0),
      'total', coalesce(sum(quantity * unit_price - discount + shipping + tax), 0)::text) from order_items
      where order_number = orders.number and (${scope}::text is null or merchant_id = ${scope}))`.as('own'),
    )
  const { status, customer, sku, tag, assigned, held, late, since, until, words = [] } = filters
  query = query.where(orderCounts(filters, 'orders'))
  if (status) query = query.where('status', '=', status)
  if (since) query = query.where('placed_at', '>=', since)
  if (until) query = query.where('placed_at', '<', until)
  if (customer) {
    const part = containing(customer)
    query = query.where(
      sql<boolean>`(customer_id = ${customer} or customers.name ilike ${part} or customers.email ilike ${part}
        or customers.phone ilike ${part})`,
    )
  }
  if (sku) query = query.where(hasLine(sql`lower(sku) = ${sku.toLowerCase()}`, scope))
  if (late) query = query.where(late === true ? isLate(settings, now) : lateBy[late](now, settings['shop.timezone']))
  if (held) query = query.where('held_at', 'is not', null)
  // What the team notes on an order is not for merchants.
  if (scope !== null && (tag || assigned)) query = query.where(sql<boolean>`false`)
  if (tag)
    query = query.where(sql<boolean>`exists (select from order_tags
      where order_number = orders.number and lower(tag) = ${tag.toLowerCase()})`)
  if (assigned)
    query = query.where(sql<boolean>`(assigned_to = ${assigned} or exists (select from members
      where id = assigned_to and name ilike ${containing(assigned)}))`)
  for (const word of words) {
    const part = containing(word)
    query = query.where(
      sql<boolean>`(number ilike ${part} or customers.name ilike ${part} or ${hasLine(sql`name ilike ${part}`, scope)})`,
    )
  }
  if (place) {
    const than = sql`${sql.raw(newer ? '>' : '<')} (${place.at}::timestamptz, ${place.number}::text)`
    query = query.where(sql<boolean>`(placed_at, number) ${than}`)
  }
  const way = newer ? 'asc' : 'desc'
  const found = await query
    .orderBy('placed_at', way)
    .orderBy('number', way)
    .limit(request.size + 1)
    .execute()
  const shown = found.slice(0, request.size)
  if (newer) shown.reverse()
  const [first, last] = [shown.at(0), shown.at(-1)]
  const more = found.length > request.size
  return {
    rows: shown.map(({ number, placed_at, currency, name, customer_id, own, held_at, late, ...row }) => ({
      number,
      status: row.status as OrderStatus,
      placedAt: placed_at,
      customer: name ?? customer_id,
      total: scope === null ? row.total : BigInt(own.total),
      currency,
      pieces: own.pieces,
      held: held_at !== null,
      late,
    })),
    next: last && (more || newer) ? `<${last.placed_at}|${last.number}` : null,
    previous: first && (newer ? more : place !== null) ? `>${first.placed_at}|${first.number}` : null,
  }
}

interface OwnLines {
  pieces: number
  total: string
}

const hasLine = (condition: ReturnType<typeof sql>, scope: string | null) =>
  sql<boolean>`exists (select from order_items where order_number = orders.number and ${condition}
    and (${scope}::text is null or merchant_id = ${scope}))`
