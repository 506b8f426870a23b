import { sql } from 'kysely'
import { readReport } from '../../analytics/reports/read.ts'
import type { ReportName } from '../../analytics/reports/registry.ts'
import { refreshWhole } from '../../analytics/rollups/refresh.ts'
import type { Db } from '../../db/tables/index.ts'
import { demand } from '../../shop/result.ts'
import { writeOrder } from '../analytics/orders.ts'

/** Has something of each kind that gauges count happen at a moment. */
export async function makeItHappen(db: Db, at: Temporal.Instant): Promise<void> {
  await writeOrder(db, {
    ...{ number: 'G1', at: String(at), lines: [{ price: 123_45n }] },
    payments: [
      { id: 'P1', amount: 23_45n, status: 'failed' },
      { id: 'P2', amount: 123_45n },
    ],
    refunds: [{ id: 'R1', goods: 3_45n, at: String(at) }],
  })
  await sql`
    insert into refunds (order_number, id, state, amount, goods, shipping, requested_at) values
      ('G1', 'R2', 'requested', 1, 1, 0, ${at}), ('G1', 'R3', 'info_asked', 1, 1, 0, ${at})`.execute(db)
  await sql`
    insert into order_exceptions (order_number, id, kind, opened_at, signs, closed_at) values
      ('G1', 1, 'late_shipment', ${at}, '[]', null), ('G1', 2, 'short_stock', ${at}, '[]', ${at})`.execute(db)
  await sql`
    insert into alert_episodes (rule_id, rule, began_at, reading)
    select id, '{}', ${at}, '{}' from alert_rules order by id limit 2`.execute(db)
  await sql`
    insert into report_runs (subscription_id, slot, state, late, claimed_at, finished_at)
    select min(id), ended, state, false, ended, ended from subscriptions,
      (values ('failed', 3), ('posted', 2), ('failed', 25)) as runs (state, hours),
      lateral (select ${at}::timestamptz - hours * interval '1 hour' as ended) as times
    group by state, ended`.execute(db)
}

/** What the gauges have to show, from the reports of the day and the records themselves. */
export async function expectedGauges(db: Db, now: Temporal.Instant): Promise<Record<string, number>> {
  await refreshWhole(db)
  const date = now.toZonedDateTimeISO('Asia/Shanghai').toPlainDate()
  const today = async (report: ReportName) =>
    demand(await readReport(db, { report, window: { from: date, to: date } }, now)).totals
  const count = async (from: string) =>
    Number((await sql<{ n: bigint }>`select count(*) as n from ${sql.raw(from)}`.execute(db)).rows[0]?.n)
  const [sales, payments, refunds] = [await today('sales'), await today('payments'), await today('refunds')]
  return {
    backroom_orders_placed_today: Number(sales.orders_placed),
    'backroom_gross_sales_today{currency="CNY"}': Number(sales.gross_sales) / 100,
    backroom_payments_captured_today: Number(payments.payments),
    backroom_payments_failed_today: Number(payments.failed),
    backroom_refunds_succeeded_today: Number(refunds.succeeded),
    backroom_refunds_waiting: await count(`refunds where state in ('requested', 'info_asked')`),
    backroom_exceptions_open: await count('order_exceptions where closed_at is null'),
    backroom_goods_low: Number((await today('stock')).below_safety),
    backroom_conversations_waiting: await count(`conversations where state = 'open' and waiting_since is not null`),
    backroom_alerts_firing: 2,
    backroom_report_runs_failed: 1,
    backroom_uncounted_seconds: 0,
  }
}
