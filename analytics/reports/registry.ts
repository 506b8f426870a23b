import { payments } from './payments.ts'
import type { ReportDefinition } from './report.ts'
import { sales } from './sales.ts'

/** Every report there is. */
export const reports = { sales, payments } as const satisfies Record<string, ReportDefinition>

export type ReportName = keyof typeof reports

export const reportNames = Object.keys(reports) as ReportName[]

export const isReportName = (name: string): name is ReportName => Object.hasOwn(reports, name)
