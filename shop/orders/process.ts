import type { Db, Trx } from '../../db/tables/index.ts'
import { denied } from '../access/member.ts'
import type { Result } from '../result.ts'
import { transact } from '../transact.ts'
import type { Acting } from './cancel.ts'
import { orderNumbered, unknownOrder } from './find.ts'
import { lockOrder, type Order } from './record.ts'

/** An order as a person named it, and who does something to it; `member` null: a rule or the storefront. */
export interface Processing extends Acting {
  order: string
}

/** Does something to one order, held against everybody else. Refuses who may not process orders, and an unknown one. */
export const processing = <T>(
  db: Db,
  { order: text, member }: Processing,
  work: (trx: Trx, order: Order) => Promise<Result<T>>,
): Promise<Result<T>> =>
  transact(db, async (trx) => {
    const missing = member && denied(member, 'order.process')
    if (missing) return missing
    const number = await orderNumbered(trx, text, null)
    if (!number) return unknownOrder(trx, text, null)
    const locked = await lockOrder(trx, number)
    return locked.ok ? work(trx, locked.value) : locked
  })
