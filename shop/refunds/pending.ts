import { sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import { denied, type Member, may, scopeOf } from '../access/member.ts'
import { decidersOf } from '../approvals/deciders.ts'
import { type Page, type PageRequest, pageByPosition } from '../pages.ts'
import { ok, type Result } from '../result.ts'
import type { Settings } from '../settings/registry.ts'
import { ownAmount } from './own-share.ts'
import { refundApproval } from './policy.ts'
import { customerAsked } from './requester.ts'
import { refundNumber } from './state.ts'
import { undecidedStates } from './states.ts'

/** A refund that waits for a decision. */
export interface PendingRefund {
  number: string
  order: string
  state: 'requested' | 'info_asked'
  amount: bigint
  currency: string
  customer: string
  reason: string | null
  requestedBy: string | null
  byCustomer: boolean
  requestedAt: Temporal.Instant
  expiresAt: Temporal.Instant | null
  required: number
  /** Who has agreed so far. */
  approvedBy: string[]
  /** Members whose agreement would count. */
  deciders: string[]
}

/**
 * What waits for a decision, the longest first, for whoever may decide or request refunds; a merchant sees
 * those of its own lines, with their money. Two queries beside the page, however long it is.
 */
export async function pendingRefunds(
  db: Db,
  settings: Settings,
  member: Member,
  request: PageRequest,
  now: Temporal.Instant,
): Promise<Result<Page<PendingRefund>>> {
  const permission = may(member, 'refund.approve') ? 'refund.approve' : 'refund.request'
  const missing = denied(member, permission)
  if (missing) return missing
  const page = await pageByPosition(request, (limit, offset) =>
    waiting(db, scopeOf(member, permission)).limit(limit).offset(offset).execute(),
  )
  const ids = page.rows.map(({ approval_id }) => approval_id)
  const decisions = ids.length
    ? await db.selectFrom('approval_decisions').selectAll().where('approval_id', 'in', ids).orderBy('at').execute()
    : []
  const approvals = page.rows.map(({ approval_id, approval_state, cumulative, requested_by }) => ({
    state: approval_state,
    amount: cumulative,
    requested_by,
    decisions: decisions.filter((decision) => decision.approval_id === approval_id),
  }))
  const deciders = await decidersOf(db, refundApproval, approvals, settings, now)
  const rows = page.rows.map((row, index) => ({
    number: refundNumber(row),
    order: row.order_number,
    state: row.state as PendingRefund['state'],
    amount: row.amount,
    currency: row.currency,
    customer: row.name ?? row.customer_id,
    reason: row.reason,
    requestedBy: row.requested_by,
    byCustomer: row.by_customer,
    requestedAt: row.requested_at,
    expiresAt: row.expire_at,
    required: row.required,
    approvedBy: approvals[index]?.decisions.map(({ member_id }) => member_id) ?? [],
    deciders: deciders[index] ?? [],
  }))
  return ok({ ...page, rows })
}

/** How many wait for a decision, in the whole shop. */
export async function countUndecided(db: Db): Promise<bigint> {
  const { count } = await db
    .selectFrom('refunds')
    .select(({ fn }) => fn.countAll<bigint>().as('count'))
    .where('state', 'in', undecidedStates)
    .executeTakeFirstOrThrow()
  return count
}

const waiting = (db: Db, scope: string | null) =>
  db
    .selectFrom('refunds')
    .innerJoin('orders', 'orders.number', 'refunds.order_number')
    .innerJoin('approvals', (join) =>
      join
        .on('approvals.kind', '=', refundApproval.name)
        .on('approvals.subject', '=', sql<string>`refunds.order_number || '-' || refunds.id`),
    )
    .leftJoin('customers', 'customers.id', 'orders.customer_id')
    .where('refunds.state', 'in', undecidedStates)
    .where(ownAmount(scope), 'is not', null)
    .select([
      'refunds.order_number',
      'refunds.id',
      'refunds.state',
      'refunds.reason',
      'refunds.requested_by',
      'refunds.requested_at',
      'orders.currency',
      'orders.customer_id',
      'customers.name',
      'approvals.id as approval_id',
      'approvals.state as approval_state',
      'approvals.amount as cumulative',
      'approvals.required',
      'approvals.expire_at',
    ])
    .select([ownAmount(scope).$notNull().as('amount'), customerAsked.as('by_customer')])
    .orderBy('refunds.requested_at')
    .orderBy('refunds.order_number')
    .orderBy('refunds.id')
