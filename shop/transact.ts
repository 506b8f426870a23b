import type { Db, Trx } from '../db/tables/index.ts'
import { demand, ok, type Result, refusable } from './result.ts'

/**
 * Runs an operation in one transaction, and rolls it back where the operation refuses. Given a transaction it joins
 * that: the operation then checks before it writes, and what to do about a refusal is its caller's decision.
 */
export function transact<T>(db: Db, work: (trx: Trx) => Promise<Result<T>>): Promise<Result<T>> {
  if (db.isTransaction) return work(db as Trx)
  return refusable(async () => ok(await db.transaction().execute(async (trx) => demand(await work(trx)))))
}
