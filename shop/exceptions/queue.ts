import { sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import { denied, type Member, may, scopeOf } from '../access/member.ts'
import { type Page, type PageRequest, pageByPosition } from '../pages.ts'
import { ok, type Result, refuse } from '../result.ts'
import { exceptionNamed, exceptionOf, exceptionRows, type OrderException } from './exception.ts'
import { isExceptionKind } from './kinds.ts'

/** What is open: what is nobody's first, then the oldest. `kind`: of one kind, '' of all. Refuses an unknown kind. */
export async function exceptionQueue(
  db: Db,
  member: Member,
  kind: string,
  request: PageRequest,
): Promise<Result<Page<OrderException>>> {
  const missing = denied(member, 'order.process')
  if (missing) return missing
  if (kind !== '' && !isExceptionKind(kind)) return refuse('exception.kind_unknown', { text: kind })
  const page = await pageByPosition(request, (limit, offset) =>
    exceptionRows(db)
      .where('one.closed_at', 'is', null)
      .$if(kind !== '', (query) => query.where('one.kind', '=', kind))
      .orderBy(sql`one.claimed_by is not null`)
      .orderBy('one.opened_at')
      .orderBy('one.order_number')
      .orderBy('one.id')
      .limit(limit)
      .offset(offset)
      .execute(),
  )
  return ok({ ...page, rows: page.rows.map(exceptionOf) })
}

/** One exception for who processes orders. */
export async function exceptionShown(db: Db, member: Member, ref: string): Promise<Result<OrderException>> {
  return denied(member, 'order.process') ?? exceptionNamed(db, ref, null)
}

const unanswered = (db: Db) =>
  exceptionRows(db)
    .where('one.closed_at', 'is', null)
    .where('one.answered_at', 'is', null)
    .where('one.answer_by', 'is not', null)

/** How many late orders wait for what a merchant's person can tell of them; at most 50 are counted. */
export async function unansweredLate(db: Db, member: Member): Promise<number> {
  const scope = scopeOf(member, 'order.ship')
  if (!may(member, 'order.ship') || scope === null) return 0
  return (await unanswered(db).where('one.merchant_id', '=', scope).limit(50).execute()).length
}

/** Late orders whose reason and new day somebody may tell, the oldest first. */
export async function lateQueue(db: Db, member: Member, request: PageRequest): Promise<Result<Page<OrderException>>> {
  const missing = denied(member, 'order.ship')
  if (missing) return missing
  const scope = scopeOf(member, 'order.ship')
  const page = await pageByPosition(request, (limit, offset) =>
    unanswered(db)
      .$if(scope !== null, (query) => query.where('one.merchant_id', '=', scope))
      .orderBy('one.opened_at')
      .orderBy('one.order_number')
      .limit(limit)
      .offset(offset)
      .execute(),
  )
  return ok({ ...page, rows: page.rows.map(exceptionOf) })
}
