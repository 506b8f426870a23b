import type { Updateable } from 'kysely'
import type { Tables, Trx } from '../../db/tables/index.ts'
import { returnStatusChanged } from '../callbacks/kinds/returns.ts'
import { tellStorefront } from '../callbacks/tell.ts'
import { isCarried } from '../exchanges/method.ts'
import type { Jobs } from '../jobs.ts'
import { redrawMessages } from '../messages.ts'
import { toDecimal } from '../money.ts'
import { record } from '../orders/record.ts'
import { readRefund } from '../refunds/find.ts'
import { noticeSubject, type ReturnRow } from './find.ts'
import { kindNow, type ReturnState, returnNumber, returnTransitions } from './states.ts'

/** Whether a return can become that. */
export const canBecome = (row: Pick<ReturnRow, 'state'>, to: ReturnState): boolean =>
  returnTransitions[row.state as ReturnState].includes(to)

/**
 * Takes a return (of an order that the caller has locked) to its next state, tells the order's timeline and the storefront,
 * and has what stands in Slack redrawn. Throws where the table of states forbids it: operations refuse before.
 */
export async function changeReturn(
  trx: Trx,
  jobs: Jobs,
  row: ReturnRow,
  to: ReturnState,
  { member, ...columns }: Updateable<Tables['returns']> & { member: string | null },
  now: Temporal.Instant,
): Promise<ReturnRow> {
  if (!canBecome(row, to)) throw new Error(`return ${returnNumber(row)} cannot go from ${row.state} to ${to}`)
  const after = await trx
    .updateTable('returns')
    .set({ ...columns, state: to })
    .where('order_number', '=', row.order_number)
    .where('id', '=', row.id)
    .returningAll()
    .executeTakeFirstOrThrow()
  await recordReturn(trx, after, member, now)
  await redrawMessages(trx, jobs, 'return.notice', noticeSubject(row.order_number, row.id))
  return after
}

/** Has the timeline and the storefront told of the state that a return is in now. */
export async function recordReturn(
  trx: Trx,
  row: ReturnRow,
  member: string | null,
  now: Temporal.Instant,
): Promise<void> {
  const { order_number: order, id, kind, state, reason, state_reason, exchange_order } = row
  const lines = await trx
    .selectFrom('return_lines')
    .select(['line', 'quantity', 'accepted'])
    .where('order_number', '=', order)
    .where('return_id', '=', id)
    .orderBy('line')
    .execute()
  const count = (of: (line: (typeof lines)[number]) => number) => lines.reduce((sum, line) => sum + of(line), 0)
  const refund = row.refund_id === null ? null : await readRefund(trx, { order_number: order, id: row.refund_id })
  const why = state === 'requested' ? reason : state_reason
  const data = {
    ...{ return: returnNumber(row), pieces: count(({ quantity }) => quantity) },
    accepted: count(({ accepted }) => accepted ?? 0),
    ...(exchange_order && { exchange: exchange_order }),
    ...(why && { reason: why }),
  }
  await record(trx, order, [{ kind: `${kindNow(row)}_${state as ReturnState}`, member, data }], now)
  const told = {
    ...{ order, return: id, number: returnNumber(row), kind: kind as 'return', status: state as ReturnState },
    ...(state_reason && { reason: state_reason }),
    ...(row.instructions && { instructions: row.instructions }),
    lines: lines.map(({ accepted, ...line }) => ({ ...line, ...(accepted !== null && { accepted }) })),
    ...(refund && !isCarried(refund) && { refund: refund.id }),
    ...(exchange_order && row.credit !== null && { exchange: await exchangeTold(trx, exchange_order, row.credit) }),
  }
  await tellStorefront(trx, returnStatusChanged, told, now)
}

async function exchangeTold(trx: Trx, order: string, credit: bigint) {
  const { total, currency } = await trx
    .selectFrom('orders')
    .select(['total', 'currency'])
    .where('number', '=', order)
    .executeTakeFirstOrThrow()
  const decimal = (amount: bigint) => toDecimal(amount > 0n ? amount : 0n, currency)
  const difference = { to_pay: decimal(total - credit), to_refund: decimal(credit - total) }
  return { order, total: decimal(total), credit: decimal(credit), ...difference, currency }
}
