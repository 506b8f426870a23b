import { sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'

/** Refunds (of a query over `refunds`) that a return made: their goods come back by the return, not by the refund. */
export const ofReturn = sql<boolean>`(refunds.request_key is not null and refunds.request_key ~ '^(return|exchange):')`

/** Pieces of each line of an order that returns hold which stand, or have brought back. */
export const heldByReturns = (order: string) => sql<{ line: number; quantity: bigint }>`
  select asked.line,
    sum(case returns.state when 'accepted' then coalesce(asked.accepted, 0) else asked.quantity end) as quantity
  from return_lines as asked
  join returns on returns.order_number = asked.order_number and returns.id = asked.return_id
  where asked.order_number = ${order} and returns.state in ('requested', 'approved', 'received', 'accepted')
  group by asked.line`

/** Pieces of each line that were shipped and can still come back: no return holds them, and no refund put them back. */
export async function leftToReturn(db: Db, order: string): Promise<Map<number, number>> {
  const { rows } = await sql<{ line: number; left: number }>`
    select item.line, (coalesce(sent.quantity, 0) - coalesce(held.quantity, 0) - coalesce(back.quantity, 0))::int as left
    from order_items as item
    left join (
      select line, sum(quantity) as quantity from shipment_lines where order_number = ${order} group by line
    ) as sent on sent.line = item.line
    left join (${heldByReturns(order)}) as held on held.line = item.line
    left join (
      select share.line, sum(share.quantity) as quantity from refund_lines as share
      join refunds on refunds.order_number = share.order_number and refunds.id = share.refund_id
      where share.order_number = ${order} and refunds.restock
        and refunds.state not in ('rejected', 'expired', 'withdrawn') group by share.line
    ) as back on back.line = item.line
    where item.order_number = ${order}`.execute(db)
  return new Map(rows.map(({ line, left }) => [line, left]))
}
