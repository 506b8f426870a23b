import { type Locale, t } from '../../../shop/i18n/index.ts'
import { share } from '../metrics.ts'
import type { Report, ReportRow } from '../report.ts'
import { FEW_DAYS } from '../stock-facts.ts'
import { rowLabel } from '../table.ts'
import { percentWords } from '../words.ts'
import type { Note } from './note.ts'

/** From this part on, one of several carries the whole. */
const leastPart = 0.4
const leastRows = 3
/** As many of the goods that run out are named. */
const mostNames = 3
/** From this rate on, of so many orders that were due, a merchant sends too much too late. */
const lateFrom = 0.2
const leastDue = 5

const label = ({ definition }: Report, row: ReportRow, locale: Locale) => rowLabel(definition.row, row, locale)

/** The first row, where it makes up most of what the report is about first of all. */
export const topRow: Note = {
  words: 'note.top',
  find(report, locale) {
    const { definition, rows, totals } = report
    const [metric] = definition.keyFigures
    const [first] = rows
    if (!metric || !first || rows.length < leastRows) return null
    const [part, whole] = [first.figures[metric], totals[metric]]
    const portion = typeof part === 'bigint' && typeof whole === 'bigint' ? share(part, whole) : null
    if (portion === null || portion < leastPart) return null
    const name = label(report, first, locale)
    return { name, percent: percentWords(portion, locale), metric: t(locale, `metric.${metric}`) }
  },
}

/** Goods that are still there, but not for long. */
export const runningOut: Note = {
  words: 'note.running_out',
  find(report, locale) {
    const { running_out: count } = report.totals
    if (!count) return null
    const names = report.rows
      .filter(
        ({ figures: { available, days_of_cover: days } }) => (available ?? 0n) > 0n && (days ?? FEW_DAYS) < FEW_DAYS,
      )
      .slice(0, mostNames)
      .map((row) => label(report, row, locale))
    // Where many are gone already, rows may show none of those that are still there.
    return { count: Number(count), days: FEW_DAYS, names: names.join(t(locale, 'list.separator')) || 'none' }
  },
}

/** The merchant whose orders leave late most often. */
export const lateSender: Note = {
  words: 'note.late_sender',
  find(report, locale) {
    const [worst] = report.rows
      .map((row) => ({ row, rate: row.figures.late_shipment_rate ?? 0, due: row.figures.due_shipments ?? 0n }))
      .filter(({ rate, due }) => rate >= lateFrom && due >= leastDue)
      .sort((a, b) => b.rate - a.rate)
    if (!worst || report.rows.length < 2) return null
    return { name: label(report, worst.row, locale), percent: percentWords(worst.rate, locale) }
  },
}
