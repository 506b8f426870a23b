import type { Db, Trx } from '../../db/tables/index.ts'
import { endExchange, standingExchange } from '../exchanges/end.ts'
import { settleExchange } from '../exchanges/settle.ts'
import type { Jobs } from '../jobs.ts'
import { readMethods } from '../payments/methods.ts'
import { GOODS_RETURNED } from '../refunds/reason.ts'
import { readRefundable } from '../refunds/refundable.ts'
import { requestRefund } from '../refunds/request.ts'
import { amountOfShares, sharesOf } from '../refunds/shares.ts'
import { demand, ok, type Result, refuse } from '../result.ts'
import { moveOrderStock } from '../stock/order-stock.ts'
import { isVisible } from '../visible.ts'
import { type Locked, type ReturnStep, readReturn, stepReturn } from './decide.ts'
import type { ReturnDetails, ReturnRow } from './find.ts'
import { changeReturn } from './state.ts'

/** What somebody found of the goods that came back, by line; what is not named is refused. */
export interface Inspection extends ReturnStep {
  lines: readonly { line: number; accepted: number; writeOff: boolean }[]
  /** Why pieces are refused: needed where any is. */
  reason: string | null
}

interface Inspected {
  line: number
  sku: string
  quantity: number
  accepted: number
  writeOff: boolean
}

/**
 * Settles a return whose goods have come: accepted pieces go back on the shelf or are written off, and their money goes back
 * as a refund that people agree to as to any other. An exchange goes through where every piece is accepted; else its order
 * is cancelled, and it ends as a return. Refuses pieces that did not come back, and refusing some without a reason.
 */
export const inspectReturn = (
  db: Db,
  jobs: Jobs,
  step: Inspection,
  now: Temporal.Instant,
): Promise<Result<ReturnDetails>> =>
  stepReturn(
    db,
    step,
    'accepted',
    async (trx, locked) => {
      const { row } = locked
      const found = await inspected(trx, row, step)
      if (!found.ok) return found
      const lines = found.value
      const whole = lines.every(({ accepted, quantity }) => accepted === quantity)
      if (!whole && !isVisible(step.reason ?? '')) return refuse('return.reason_needed')
      await keepInspection(trx, jobs, row, lines, step, locked.order.imported, now)
      const exchange = await standingExchange(trx, row)
      if (exchange && !whole) {
        const ended = await endExchange(trx, jobs, row, step, now)
        if (!ended.ok) return ended
      }
      const refund = await (exchange && whole
        ? settleExchange(trx, jobs, row, step, now)
        : refundPieces(trx, jobs, locked, lines, step, now))
      if (!refund.ok) return refund
      const to = lines.some(({ accepted }) => accepted > 0) ? 'accepted' : 'refused'
      const columns = { state_reason: whole ? null : step.reason, settled_at: now, refund_id: refund.value }
      const after = await readReturn(trx, row.order_number, row.id)
      return ok(await changeReturn(trx, jobs, after, to, { member: step.member.id, ...columns }, now))
    },
    now,
  )

/** The lines of a return with what was found of each. */
async function inspected(trx: Trx, row: ReturnRow, { lines }: Inspection): Promise<Result<Inspected[]>> {
  const rows = await trx
    .selectFrom('return_lines as asked')
    .innerJoin('order_items as item', (join) =>
      join.onRef('item.order_number', '=', 'asked.order_number').onRef('item.line', '=', 'asked.line'),
    )
    .select(['asked.line', 'item.sku', 'asked.quantity'])
    .where('asked.order_number', '=', row.order_number)
    .where('asked.return_id', '=', row.id)
    .orderBy('asked.line')
    .execute()
  const found = rows.map((asked) => {
    const { accepted = 0, writeOff = false } = lines.find(({ line }) => line === asked.line) ?? {}
    return { ...asked, accepted, writeOff }
  })
  const wrong = found.find(
    ({ accepted, quantity }) => !Number.isInteger(accepted) || accepted < 0 || accepted > quantity,
  )
  return wrong ? refuse('return.pieces_malformed', { sku: wrong.sku, most: wrong.quantity }) : ok(found)
}

async function keepInspection(
  trx: Trx,
  jobs: Jobs,
  { order_number: order, id, seq }: ReturnRow,
  lines: readonly Inspected[],
  { reason }: Inspection,
  imported: boolean,
  now: Temporal.Instant,
): Promise<void> {
  for (const { line, quantity, accepted, writeOff } of lines)
    await trx
      .updateTable('return_lines')
      .set({ accepted, write_off: writeOff, refusal: accepted < quantity ? reason : null })
      .where('order_number', '=', order)
      .where('return_id', '=', id)
      .where('line', '=', line)
      .execute()
  // History moves no stock.
  if (imported) return
  for (const kind of ['restock', 'write_off'] as const) {
    const back = lines
      .filter(({ accepted, writeOff }) => accepted > 0 && writeOff === (kind === 'write_off'))
      .map(({ line, sku, accepted }) => ({ line, sku, quantity: accepted }))
    demand(await moveOrderStock(trx, jobs, { order, kind, part: `RT${seq}`, lines: back }, now))
  }
}

/** Asks for the money of accepted pieces, as far as it has not gone back otherwise; gives the refund's id, or null. */
async function refundPieces(
  trx: Trx,
  jobs: Jobs,
  { order, row, settings }: Locked,
  lines: readonly Inspected[],
  { member, via }: ReturnStep,
  now: Temporal.Instant,
): Promise<Result<string | null>> {
  const pieces = lines.map(({ line, accepted }) => ({ line, quantity: accepted }))
  const source = await readRefundable(trx, order, null, await readMethods(trx))
  const shares = sharesOf(source, pieces, settings['return.refund_shipping'])
  if (amountOfShares(shares) === 0n) return ok(null)
  const asked = {
    order: order.number,
    shares,
    reason: GOODS_RETURNED,
    restock: false,
    key: `return:${row.id}`,
    member,
    via,
  }
  const refund = await requestRefund(trx, jobs, asked, now)
  return refund.ok ? ok(refund.value.refund.id) : refund
}
