import { type Locale, t } from '../../../shop/i18n/index.ts'
import type { Report } from '../report.ts'
import { largestChange } from './change.ts'
import type { Note } from './note.ts'
import { lateSender, runningOut, topRow } from './rows.ts'
import { highPart, highRate, lowRate } from './shares.ts'
import { unusualDay } from './unusual-day.ts'

/** Everything that is looked for, the most telling first. */
const notes: readonly Note[] = [
  ...[lowRate, highRate, highPart, runningOut, lateSender],
  ...[unusualDay, largestChange, topRow],
]

/** More would not be read. */
const mostNotes = 3

/** What stands out in a report, in sentences; none where nothing does. */
export const notesOf = (report: Report, locale: Locale): string[] =>
  notes
    .flatMap(({ words, find }) => {
      const values = find(report, locale)
      return values ? [t(locale, words, values)] : []
    })
    .slice(0, mostNotes)
