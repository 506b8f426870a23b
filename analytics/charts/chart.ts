import type { Locale } from '../../shop/i18n/index.ts'
import type { Report } from '../reports/report.ts'
import type { Chart } from './data.ts'

/** The chart of a report for a reader, as plain data; renderChart makes the picture. */
export const chartOf = (report: Report, locale: Locale): Chart => report.definition.chart(report, locale)
