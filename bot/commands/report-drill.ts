import type { Metric } from '../../analytics/reports/metrics.ts'
import type { Report } from '../../analytics/reports/report.ts'
import { daysLeft } from '../../analytics/reports/window.ts'
import { isWhole } from '../../analytics/scope.ts'
import { type Member, may, scopeOf } from '../../shop/access/member.ts'
import type { Permission } from '../../shop/access/permissions.ts'
import type { Key } from '../../shop/i18n/index.ts'
import type { Button } from '../blocks.ts'
import type { Reader } from '../reader.ts'

/** A list of what a figure counts. */
interface Drill {
  readonly report: string
  readonly metric: Metric
  /** Takes the `count`. */
  readonly label: Key
  readonly operation: string
  readonly permission: Permission
  /** What is listed of the report's window. Absent: the list is of what stands so now. */
  of?(report: Report): string
}

const lateOrders = (metric: Metric, late: string, label: Key): Drill => ({
  ...{ report: 'orders', metric, label, operation: 'order.show', permission: 'order.view' },
  of: ({ window }) => `late:${late} since:${window.from} until:${window.to}`,
})

/** Every list that a report leads to. */
const drills: readonly Drill[] = [
  lateOrders('late_shipments', 'shipment', 'report.show.late_shipments'),
  lateOrders('overdue_deliveries', 'overdue', 'report.show.overdue_deliveries'),
  lateOrders('late_deliveries', 'delivery', 'report.show.late_deliveries'),
  {
    ...{ report: 'stock', metric: 'below_safety', label: 'report.show.below_safety' },
    ...{ operation: 'stock.low', permission: 'stock.view' },
  },
  {
    ...{ report: 'merchants', metric: 'unanswered_exceptions', label: 'report.show.exceptions' },
    ...{ operation: 'order.exceptions', permission: 'order.process' },
  },
  {
    ...{ report: 'refunds', metric: 'requested', label: 'report.show.refunds' },
    ...{ operation: 'refund.pending', permission: 'order.view' },
  },
  {
    ...{ report: 'support', metric: 'conversations', label: 'report.show.conversations' },
    ...{ operation: 'support.queue', permission: 'support.answer' },
  },
]

/**
 * Leads from a report to what it counts, as far as the reader's lists are of the same: of the whole shop or of their
 * merchant; and to what stands so now only from a report that goes on until now.
 */
export function drillButtons(report: Report, member: Member, reader: Reader): Button[] {
  const { definition, totals, window, asOf, zone } = report
  const { merchant = null, ...others } = report.filters
  const leads = drills.filter(
    (one) =>
      one.report === definition.name &&
      Number(totals[one.metric] ?? 0) > 0 &&
      isWhole(others) &&
      may(member, one.permission) &&
      scopeOf(member, one.permission) === merchant &&
      (one.of !== undefined || daysLeft(window, asOf, zone) > 0),
  )
  return leads.map(({ label, metric, operation, of }) => ({
    label: reader.say(label, { count: Number(totals[metric] ?? 0) }),
    operation,
    argument: of?.(report) ?? '',
  }))
}
