import { filterNames } from '../../shop/orders/narrowing.ts'
import { customersChart } from '../charts/customers.ts'
import { readCohorts } from './cohorts.ts'
import { type CustomerCounts, countCustomers } from './customer-counts.ts'
import { type Figures, share } from './metrics.ts'
import { orderRecords } from './records.ts'
import type { ReportDefinition } from './report.ts'
import { hasPast } from './scope.ts'
import { slots, wholes } from './slots.ts'

/** Who bought in a window: new and returning customers, who ordered again, and the new ones month by month after. */
export const customers: ReportDefinition = {
  name: 'customers',
  title: 'report.customers',
  keyFigures: ['customers', 'new_customers', 'returning_customers', 'repeat_customers', 'repeat_rate'],
  row: null,
  besides: [
    {
      ...{ name: 'cohorts', heading: 'report.cohorts', key: 'month', title: 'report.first_month' },
      figures: ['customers'],
    },
  ],
  records: orderRecords,
  filters: filterNames,
  chart: customersChart,
  async read(db, query) {
    const { buckets, filters, isRolledUp } = query
    const [[whole, wholeBefore], points, cohorts, past] = await Promise.all([
      countCustomers(db, wholes(query), filters, isRolledUp).then((counts) => counts.toReversed()),
      countCustomers(db, slots(query), filters, isRolledUp && query.by !== 'hour'),
      readCohorts(db, query),
      hasPast(db, query),
    ])
    const figures = points.map(customerFigures)
    return {
      totals: customerFigures(whole),
      previous: past ? customerFigures(wholeBefore) : null,
      series: figures.slice(buckets.length),
      previousSeries: past ? figures.slice(0, buckets.length) : null,
      rows: [],
      besides: { cohorts },
      byCurrency: {},
    }
  },
}

const nobody: CustomerCounts = { customers: 0n, returning_customers: 0n, repeat_customers: 0n }

const customerFigures = (counts: CustomerCounts = nobody): Figures => ({
  ...counts,
  new_customers: counts.customers - counts.returning_customers,
  repeat_rate: share(counts.repeat_customers, counts.customers),
})
