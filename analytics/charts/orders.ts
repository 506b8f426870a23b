import { type Locale, t } from '../../shop/i18n/index.ts'
import type { OrderStatus } from '../../shop/orders/status.ts'
import type { Report } from '../reports/report.ts'
import type { Plot } from './data.ts'
import { lyingBars } from './lying-bars.ts'

/** Where the orders of the window stand, as lying bars in the order in which orders go on. */
export function ordersChart(report: Report, locale: Locale): Plot {
  const rows = report.besides?.by_status ?? []
  const { late_deliveries: late, late_shipments: unsent, overdue_deliveries: overdue } = report.totals
  const title =
    rows.length === 0
      ? t(locale, 'chart.sales.empty')
      : t(locale, 'chart.orders.title', {
          orders: Number(report.totals.orders_placed),
          late: Number(late),
          waiting: Number(unsent ?? 0n) + Number(overdue ?? 0n),
        })
  const bars = rows.map(({ name, figures }) => {
    const label = t(locale, `order.status.${name as OrderStatus}`)
    return { label, figures, point: t(locale, 'chart.orders.point', { label, orders: Number(figures.orders_placed) }) }
  })
  return lyingBars(report, locale, { title, metric: 'orders_placed', bars })
}
