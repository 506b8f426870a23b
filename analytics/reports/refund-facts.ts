import { sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import { cutsLines, lineMatches, orderOfMatches } from '../../shop/orders/narrowing.ts'
import { inShopCurrency } from '../rollups/rollup.ts'
import type { ReportQuery } from './report.ts'
import type { Stretches } from './slots.ts'

/** What became of refunds in one stretch of time, each step by its own time; with a `reason`, what succeeded for it. */
export interface RefundFact {
  readonly slot: number
  readonly reason: string | null
  readonly requested: bigint
  readonly approved: bigint
  readonly rejected: bigint
  readonly succeeded: bigint
  readonly failed: bigint
  readonly refunded: bigint
  /** Seconds, between two neighbours in proportion; null where there is none. */
  readonly decide_p50: number | null
  readonly decide_p90: number | null
  readonly pay_p50: number | null
}

/** The reason of a refund for which nobody gave one. */
export const NO_REASON = 'unspecified'

/**
 * The steps of refunds in each of the stretches, and once more by reason.
 * Where only some lines count these are the refunds of them, with their money. A decline counts as often as it comes.
 */
export async function readRefundFacts(db: Db, { filters }: ReportQuery, stretches: Stretches): Promise<RefundFact[]> {
  const shares = sql`from refund_lines as share join order_items as item using (order_number, line)
    where share.order_number = refunds.order_number and share.refund_id = refunds.id and ${lineMatches(filters, 'item')}`
  const counts = sql`and ${orderOfMatches(filters, 'refunds.order_number')} ${cutsLines(filters) ? sql`and exists (select ${shares})` : sql``}`
  // Goods and shipping of each line apart, as sales have them.
  const of = (amount: string) => inShopCurrency(sql.ref(amount))
  const ofLines = sql`(select sum(${of('share.goods')} + ${of('share.shipping')}) ${shares})`
  const money = cutsLines(filters)
    ? sql`coalesce(${ofLines}, 0)`
    : sql`coalesce(${ofLines}, ${of('refunds.goods')} + ${of('refunds.shipping')}) + ${of('refunds.surplus')}`
  const within = (time: string) => sql`${stretches.within(time)} ${counts}`
  const seconds = (from: string, to: string) => sql`extract(epoch from ${sql.ref(to)} - ${sql.ref(from)})::float8`
  const count = (what: string) => sql`count(*) filter (where what = ${what}) as ${sql.ref(what)}`
  const percentile = (share: number, what: string) => sql`
    round((percentile_cont(${share}::float8) within group (order by seconds) filter (where ${sql.raw(what)}))::numeric)::float8`
  const { rows } = await sql<RefundFact>`
    with steps as (
      select 'requested' as what, requested_at as at, null::float8 as seconds, 0::bigint as money, null as reason
      from refunds where ${within('requested_at')}
      union all
      select case state when 'rejected' then state else 'approved' end, decided_at,
        ${seconds('requested_at', 'decided_at')}, 0, null
      from refunds where ${within('decided_at')} and state in ('rejected', 'approved', 'submitted', 'succeeded', 'failed')
      union all
      select 'succeeded', refunded_at, ${seconds('decided_at', 'refunded_at')}, ${money},
        coalesce(substring(reason from '^order_cancelled(?=: )'), reason, ${NO_REASON})
      from refunds join orders on orders.number = refunds.order_number
      where ${within('refunded_at')} and state = 'succeeded'
      union all
      select 'failed', event.at, null, 0, null
      from order_events as event
      join refunds on refunds.order_number = event.order_number and refunds.id = event.data ->> 'refund'
      where event.kind = 'refund_failed' and ${within('event.at')}
    ),
    placed as (select *, ${stretches.slot('at')} as slot from steps)
    select slot, reason, ${sql.join(['requested', 'approved', 'rejected', 'succeeded', 'failed'].map(count))},
      sum(money)::bigint as refunded, ${percentile(0.5, `what in ('approved', 'rejected')`)} as decide_p50,
      ${percentile(0.9, `what in ('approved', 'rejected')`)} as decide_p90, ${percentile(0.5, `what = 'succeeded'`)} as pay_p50
    from placed group by grouping sets ((slot), (slot, reason))
    having grouping(reason) = 1 or reason is not null`.execute(db)
  return rows
}
