import { sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import { denied, type Member, scopeOf } from '../access/member.ts'
import { locales, t } from '../i18n/index.ts'
import { orderNumbered } from '../orders/find.ts'
import { type Page, type PageRequest, pageByPosition } from '../pages.ts'
import { ok, type Result, refuse } from '../result.ts'
import { kindNow, openReturnStates, type ReturnState, returnNumber, returnStates } from './states.ts'

/** A return, as a line of the queue. */
export interface ReturnSummary {
  number: string
  order: string
  kind: 'return' | 'exchange'
  state: ReturnState
  reason: string
  customer: string
  pieces: number
  requestedAt: Temporal.Instant
  lapseAt: Temporal.Instant | null
  exchangeOrder: string | null
}

/** What a state is called in any language, and by its code. */
const named = (word: string): ReturnState | undefined =>
  returnStates.find((state) => [state, ...locales.map((locale) => t(locale, `return.state.${state}`))].includes(word))

/** Which returns are meant: by state, of one order, or all; without a word those that somebody has to go on with. */
async function filterOf(db: Db, text: string, scope: string | null) {
  const word = text.trim().toLowerCase()
  if (word === '') return ok({ states: openReturnStates, order: null })
  if (['all', '全部'].includes(word)) return ok({ states: returnStates, order: null })
  const state = named(word)
  if (state) return ok({ states: [state], order: null })
  const order = await orderNumbered(db, text, scope)
  return order ? ok({ states: returnStates, order }) : refuse('return.state_unknown', { text, all: returnStates })
}

/** Returns and exchanges, the longest waiting first; a merchant sees those of its goods. Refuses what is no filter. */
export async function listReturns(
  db: Db,
  member: Member,
  text: string,
  request: PageRequest,
): Promise<Result<Page<ReturnSummary>>> {
  const missing = denied(member, 'order.view')
  if (missing) return missing
  const scope = scopeOf(member, 'order.view')
  const filter = await filterOf(db, text, scope)
  if (!filter.ok) return filter
  const { states, order } = filter.value
  const page = await pageByPosition(request, (limit, offset) =>
    db
      .selectFrom('returns')
      .innerJoin('orders', 'orders.number', 'returns.order_number')
      .leftJoin('customers', 'customers.id', 'orders.customer_id')
      .innerJoin(
        (query) =>
          query
            .selectFrom('return_lines as asked')
            .innerJoin('order_items as item', (join) =>
              join.onRef('item.order_number', '=', 'asked.order_number').onRef('item.line', '=', 'asked.line'),
            )
            .$if(scope !== null, (lines) => lines.where('item.merchant_id', '=', scope))
            .select(['asked.order_number', 'asked.return_id'])
            .select(sql<number>`sum(asked.quantity)::int`.as('pieces'))
            .groupBy(['asked.order_number', 'asked.return_id'])
            .as('lines'),
        (join) =>
          join.onRef('lines.order_number', '=', 'returns.order_number').onRef('lines.return_id', '=', 'returns.id'),
      )
      .where('returns.state', 'in', states)
      .$if(order !== null, (query) => query.where('returns.order_number', '=', order ?? ''))
      .select(['returns.order_number', 'returns.seq', 'returns.kind', 'returns.state', 'returns.reason'])
      .select(['returns.exchange_order', 'returns.credit'])
      .select(['returns.requested_at', 'returns.lapse_at', 'customers.name', 'orders.customer_id', 'lines.pieces'])
      .orderBy('returns.requested_at')
      .orderBy('returns.order_number')
      .orderBy('returns.seq')
      .limit(limit)
      .offset(offset)
      .execute(),
  )
  const rows = page.rows.map((row) => ({
    ...{ number: returnNumber(row), order: row.order_number, kind: kindNow(row) },
    ...{ state: row.state as ReturnState, reason: row.reason, customer: row.name ?? row.customer_id },
    ...{ pieces: row.pieces, requestedAt: row.requested_at, lapseAt: row.lapse_at },
    exchangeOrder: row.exchange_order,
  }))
  return ok({ ...page, rows })
}
