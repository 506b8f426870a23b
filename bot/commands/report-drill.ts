import type { Metric } from '../../analytics/reports/metrics.ts'
import type { Report } from '../../analytics/reports/report.ts'
import { daysLeft } from '../../analytics/reports/window.ts'
import { type Member, may, scopeOf } from '../../shop/access/member.ts'
import type { Permission } from '../../shop/access/permissions.ts'
import type { Key } from '../../shop/i18n/index.ts'
import { type Filters, filterNames, isWhole } from '../../shop/orders/narrowing.ts'
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
  /** What is listed of the report's window and under its filters. Absent: the list is of what stands so now, of everything. */
  of?(report: Report): string
}

/** Filters as a list of orders takes them. */
const narrowed = (filters: Filters) => filterNames.flatMap((name) => (filters[name] ? `${name}:${filters[name]}` : []))

const lateOrders = (metric: Metric, late: string, label: Key): Drill => ({
  ...{ report: 'orders', metric, label, operation: 'order.show', permission: 'order.view' },
  of: ({ window, filters }) =>
    [`late:${late}`, `since:${window.from}`, `until:${window.to}`, ...narrowed(filters)].join(' '),
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

/** Whether the list that a reader sees, all of it or a merchant's, is of what a report under filters counts. */
function isOfTheSame({ of }: Drill, filters: Filters, scope: string | null): boolean {
  const { merchant = null, ...others } = filters
  if (of && (scope === null || scope === merchant)) return !Object.values(filters).some((value) => /\s/.test(value))
  return isWhole(others) && scope === merchant
}

/**
 * Leads from a report to what it counts, as far as the reader's lists are of the same: of the whole shop or of their
 * merchant; and to what stands so now only from a report that goes on until now.
 */
export function drillButtons(report: Report, member: Member, reader: Reader): Button[] {
  const { definition, totals, window, asOf, zone } = report
  const { filters } = report
  const leads = drills.filter(
    (one) =>
      one.report === definition.name &&
      Number(totals[one.metric] ?? 0) > 0 &&
      may(member, one.permission) &&
      isOfTheSame(one, filters, scopeOf(member, one.permission)) &&
      (one.of !== undefined || daysLeft(window, asOf, zone) > 0),
  )
  return leads.map(({ label, metric, operation, of }) => ({
    label: reader.say(label, { count: Number(totals[metric] ?? 0) }),
    operation,
    argument: of?.(report) ?? '',
  }))
}
