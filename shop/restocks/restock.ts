import { sql } from 'kysely'
import type { Db, Trx } from '../../db/tables/index.ts'
import { denied, type Member, scopeOf } from '../access/member.ts'
import { type Page, type PageRequest, pageByPosition } from '../pages.ts'
import { ok, type Result, refuse } from '../result.ts'

/** `received`: all that was promised has come; `closed`: by hand. Words: `restock.state.STATE`. */
export type RestockState = 'asked' | 'promised' | 'declined' | 'received' | 'closed'

/** A request for new goods, with what they are. `merchant` null: the shop's own. */
export interface Restock {
  id: bigint
  sku: string
  name: string
  nameZh: string | null
  merchant: { id: string; name: string } | null
  state: RestockState
  quantity: number
  promised: number | null
  /** A calendar day, as `2026-03-31`. */
  dueOn: string | null
  received: number
  reason: string | null
  openedAt: Temporal.Instant
  /** Null: by itself, at the safety level. */
  openedBy: string | null
  answeredBy: string | null
}

/** Whether goods may still come of it. */
export const isOpen = ({ state }: Pick<Restock, 'state'>): boolean => state === 'asked' || state === 'promised'

/** Pieces of an open request that have yet to come. */
export const outstanding = ({ promised, quantity, received }: Pick<Restock, 'promised' | 'quantity' | 'received'>) =>
  Math.max(0, (promised ?? quantity) - received)

const restockRows = (db: Db, scope: string | null) =>
  db
    .selectFrom('restocks')
    .innerJoin('products', 'products.sku', 'restocks.sku')
    .leftJoin('merchants', 'merchants.id', 'products.merchant_id')
    .$if(scope !== null, (query) => query.where('products.merchant_id', '=', scope))
    .select([
      'restocks.id',
      'restocks.sku',
      'restocks.state',
      'restocks.quantity',
      'restocks.promised',
      'restocks.due_on',
      'restocks.received',
      'restocks.reason',
      'restocks.opened_at',
      'restocks.opened_by',
      'restocks.answered_by',
      'products.name',
      'products.name_zh',
      'products.merchant_id',
      'merchants.name as merchant_name',
    ])

type Row = Awaited<ReturnType<ReturnType<typeof restockRows>['executeTakeFirstOrThrow']>>

const restockOf = (row: Row): Restock => ({
  ...{ id: row.id, sku: row.sku, name: row.name, nameZh: row.name_zh },
  merchant: row.merchant_id === null ? null : { id: row.merchant_id, name: row.merchant_name ?? row.merchant_id },
  ...{ state: row.state as RestockState, quantity: row.quantity, promised: row.promised, dueOn: row.due_on },
  ...{ received: row.received, reason: row.reason, openedAt: row.opened_at, openedBy: row.opened_by },
  answeredBy: row.answered_by,
})

/** The request of an id as a person or button named it, limited to a merchant's own goods; refuses an unknown one. */
export async function restockById(db: Db, id: string, scope: string | null): Promise<Result<Restock>> {
  const known = /^\d{1,18}$/.test(id)
  const row = known && (await restockRows(db, scope).where('restocks.id', '=', BigInt(id)).executeTakeFirst())
  return row ? ok(restockOf(row)) : refuse('restock.unknown', { id })
}

/** The same, held against everybody else who answers it. */
export async function lockRestock(trx: Trx, id: string, scope: string | null): Promise<Result<Restock>> {
  const found = await restockById(trx, id, scope)
  if (!found.ok) return found
  await trx.selectFrom('restocks').select('id').where('id', '=', found.value.id).forUpdate().execute()
  return restockById(trx, id, scope)
}

/** What an alert tells of new goods: the latest request that is open, or that was answered since it began. */
export async function latestRestock(db: Db, sku: string, since: Temporal.Instant): Promise<Restock | null> {
  const row = await restockRows(db, null)
    .where('restocks.sku', '=', sku)
    .where((eb) => eb.or([eb('state', 'in', ['asked', 'promised']), eb('opened_at', '>=', since)]))
    .orderBy('restocks.id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? restockOf(row) : null
}

/** The request that a delivery of goods is for: the oldest that is open. */
export async function openRestockOf(db: Db, sku: string): Promise<Restock | null> {
  const row = await restockRows(db, null)
    .where('restocks.sku', '=', sku)
    .where('state', 'in', ['asked', 'promised'])
    .orderBy('restocks.id')
    .limit(1)
    .executeTakeFirst()
  return row ? restockOf(row) : null
}

/** One request as its page shows it. */
export async function restockShown(db: Db, member: Member, id: string): Promise<Result<Restock>> {
  return denied(member, 'stock.view') ?? restockById(db, id, scopeOf(member, 'stock.view'))
}

/** How many requests wait for an answer that a member may give; at most 50 are counted. */
export async function unansweredRestocks(db: Db, member: Member): Promise<number> {
  if (denied(member, 'stock.adjust')) return 0
  const asked = await restockRows(db, scopeOf(member, 'stock.adjust')).where('state', '=', 'asked').limit(50).execute()
  return asked.length
}

/** Requests for new goods: the open ones first, those that are due soonest before the others; then the latest. */
export async function listRestocks(db: Db, member: Member, request: PageRequest): Promise<Result<Page<Restock>>> {
  const missing = denied(member, 'stock.view')
  if (missing) return missing
  const page = await pageByPosition(request, (limit, offset) =>
    restockRows(db, scopeOf(member, 'stock.view'))
      .orderBy(sql`restocks.state in ('asked', 'promised')`, 'desc')
      .orderBy(sql`case when restocks.state in ('asked', 'promised') then restocks.due_on end`)
      .orderBy('restocks.id', 'desc')
      .limit(limit)
      .offset(offset)
      .execute(),
  )
  return ok({ ...page, rows: page.rows.map(restockOf) })
}
