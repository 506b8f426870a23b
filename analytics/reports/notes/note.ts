import type { Key, Locale, Values } from '../../../shop/i18n/index.ts'
import type { Report } from '../report.ts'

/** One kind of thing that may stand out in a report. */
export interface Note {
  readonly words: Key
  /** What the words take for a reader; null where nothing of the kind stands out. */
  find(report: Report, locale: Locale): Values | null
}
