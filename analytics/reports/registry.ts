import { nearest } from '../../shop/nearest.ts'
import { type FilterName, type Filters, filterNames } from '../../shop/orders/narrowing.ts'
import { ok, type Result, refuse } from '../../shop/result.ts'
import { customers } from './customers.ts'
import { merchants } from './merchants.ts'
import { orders } from './orders.ts'
import { overview } from './overview.ts'
import { payments } from './payments.ts'
import { products } from './products.ts'
import { promotions } from './promotions.ts'
import { refunds } from './refunds.ts'
import type { ReportDefinition } from './report.ts'
import { sales } from './sales.ts'
import { stock } from './stock.ts'
import { support } from './support.ts'

/** Every report there is. */
export const reports = {
  ...{ overview, sales, payments, products, stock, orders, refunds, promotions, customers, merchants, support },
} as const satisfies Record<string, ReportDefinition>

export type ReportName = keyof typeof reports

export const reportNames = Object.keys(reports) as ReportName[]

/**
 * The report that a person named, of the whole shop, cut down to something, or of one agent. Refuses one that is
 * not, or not of those.
 */
export function findReport(name: string, filters: Filters, agent: string | null = null): Result<ReportDefinition> {
  const definition: ReportDefinition | undefined = Object.hasOwn(reports, name)
    ? reports[name as ReportName]
    : undefined
  if (!name) return refuse('report.unnamed', { all: reportNames })
  if (!definition)
    return refuse('report.unknown', { name, nearest: nearest(name, reportNames)[0] ?? '', all: reportNames })
  // Someone who may see only a merchant's figures and has no merchant; '' is how the rollups name the whole shop.
  const ofNobody = filters.merchant === '' || (agent !== null && filters.merchant === undefined && !definition.perAgent)
  if (ofNobody) return refuse('report.nothing_of_yours', { name })
  const filter = filterNames.find((one) => filters[one] !== undefined && !definition.filters.includes(one))
  if (!filter) return ok(definition)
  const all = reportNames.filter((one) => (reports[one].filters as readonly FilterName[]).includes(filter))
  return refuse('report.not_by', { name, filter, all })
}
