import { sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import { t } from '../../shop/i18n/index.ts'
import { arrivedLate, hasArrived, isOverdue, shipsLate } from '../../shop/orders/late.ts'
import { filterNames } from '../../shop/orders/narrowing.ts'
import { type OrderStatus, orderStatuses } from '../../shop/orders/status.ts'
import { ordersChart } from '../charts/orders.ts'
import { type Figures, type Sums, sumOf } from './metrics.ts'
import { orderRecords } from './records.ts'
import type { ReportDefinition, ReportQuery } from './report.ts'
import { hasPast, ordersOf } from './scope.ts'
import { arrange, slots } from './slots.ts'

const counts = ['orders_placed', 'late_shipments', 'late_deliveries', 'overdue_deliveries'] as const
const sums = [...counts, 'delivered', 'delivery_microseconds'] as const

/** The orders placed in a window as they are now: where they stand, which are late, how long they took. */
export const orders: ReportDefinition = {
  name: 'orders',
  title: 'report.orders',
  keyFigures: [...counts, 'mean_days_to_deliver'],
  row: null,
  besides: [
    {
      ...{ name: 'by_status', mapped: true, heading: 'report.by_status', key: 'status', title: 'report.status' },
      figures: ['orders_placed'],
      nameWords: (locale, status) => t(locale, `order.status.${status as OrderStatus}`),
    },
  ],
  records: orderRecords,
  filters: filterNames,
  chart: ordersChart,
  async read(db, query) {
    const { before, window, points, pointsBefore } = arrange(await readOrders(db, query), query)
    const past = await hasPast(db, query)
    const figures = (rows: typeof window) => orderFigures(sumOf(rows, sums))
    const byStatus = Map.groupBy(window, (row) => row.status)
    return {
      totals: figures(window),
      previous: past ? figures(before) : null,
      series: points.map(figures),
      previousSeries: past ? pointsBefore.map(figures) : null,
      rows: [],
      besides: {
        by_status: orderStatuses.flatMap((name) => {
          const rows = byStatus.get(name)
          return rows ? [{ name, figures: sumOf(rows, ['orders_placed']) }] : []
        }),
      },
      byCurrency: {},
    }
  },
}

const microsecondsOfDay = 86_400e6

const orderFigures = ({
  delivered,
  delivery_microseconds: took,
  ...counted
}: Sums<(typeof sums)[number]>): Figures => ({
  ...counted,
  mean_days_to_deliver: delivered === 0n ? null : Number(took) / Number(delivered) / microsecondsOfDay,
})

/** The orders of each bucket and status. What is late is so as of the query; a date is one of the shop's zone. */
function readOrders(db: Db, query: ReportQuery) {
  const { zone, asOf, filters } = query
  const { within, slot } = slots(query)
  const counted = (which: ReturnType<typeof sql>) => sql<bigint>`count(*) filter (where ${which})`
  return ordersOf(db, filters, within)
    .select(['status', slot('placed_at').as('slot')])
    .select(({ fn }) => [
      fn.countAll<bigint>().as('orders_placed'),
      counted(shipsLate(asOf)).as('late_shipments'),
      counted(arrivedLate(zone)).as('late_deliveries'),
      counted(isOverdue(asOf, zone)).as('overdue_deliveries'),
      counted(sql`${hasArrived} and delivered_at is not null`).as('delivered'),
      sql<bigint>`coalesce(extract(epoch from sum(delivered_at - placed_at) filter (where ${hasArrived})) * 1000000, 0)::bigint`.as(
        'delivery_microseconds',
      ),
    ])
    .groupBy(['slot', 'status'])
    .execute()
}
