import { nearest } from '../../shop/nearest.ts'
import { type Filters, filterNames } from '../../shop/orders/narrowing.ts'
import { ok, type Result, refuse } from '../../shop/result.ts'
import type { Comparison } from './comparison.ts'
import {
  comparisonWords,
  filterAt,
  filterWords,
  phraseAt,
  reportCalled,
  type Said,
  spaced,
  stepWords,
  suggestions,
  tableWords,
} from './question-words.ts'
import { findReport, reportNames, reports } from './registry.ts'
import type { ReportDefinition } from './report.ts'
import type { Granularity } from './series.ts'
import { findTable, tablesOf } from './tables.ts'

/** What a person asks for: `sales 7d by category vs last year for merchant X`. */
export interface Question {
  readonly report: string
  /** As written: `parsePeriod` reads it. */
  readonly window: string
  /** As the window suggests where null. */
  readonly by: Granularity | null
  /** The key of the table that is to come first; null for the report's usual one. */
  readonly table: string | null
  readonly against: Comparison
  /** As written; nothing: as much as the asker may see. */
  readonly filters: Filters
}

/** Words; a text in quotation marks is one, and so are two dates with space between them. */
const WORD = /["“]([^"“”]{0,200})["”]|[\d-]+\s{0,9}\.\.\s{0,9}(?:today|[\d-]+)|\S+/gi

/** Characters of a filter's value. */
const MOST_NAME = 80

/**
 * Reads a question: a report, then in any order a period, `by` a step or a table, `vs last year`, `for category X`. What
 * is not said is as usual. Refuses what is not understood with what is most like it, what is said twice, and a table that
 * the report does not have; whether there is such a period or category is for others to say.
 */
export function readQuestion(text: string): Result<Question> {
  const [name = '', ...words] = [...spaced(text).matchAll(WORD)].map(([word, quoted]) => quoted?.trim() || word)
  const definition = findReport(reportCalled.get(name.toLowerCase()) ?? name, {})
  if (!definition.ok) return definition
  let told: Said & Filters = {}
  for (let at = 0; at < words.length; ) {
    const to = partEnd(words, at)
    const more = partOf(words.slice(at, to))
    const here = words.slice(at, to).join(' ')
    if (!more && filterAt(words, at)?.length === to - at) return refuse('question.no_value', { text: here })
    if (!more) return refuse('question.not_understood', { text: here, nearest: nearest(here, suggestions, 3) })
    if (Object.keys(more).some((key) => key in told)) return refuse('question.twice', { text: here })
    told = { ...told, ...more }
    at = to
  }
  const { window = '7d', by = null, table = null, against = 'previous', ...filters } = told
  if (table !== null && !findTable(definition.value, table)) return noTable(definition.value, table)
  return ok({ report: definition.value.name, window, by, table, against, filters })
}

/** Where the part that begins at a word ends: with its phrase, or where the next thing is said. */
function partEnd(words: readonly string[], at: number): number {
  const phrase = phraseAt(words, at)
  if (phrase) return at + phrase.length
  // `by region`, of which there is no table, is not understood as one.
  const opening = filterAt(words, at)?.length ?? (/^by$/i.test(words[at] ?? '') ? 1 : 0)
  let to = at + opening + 1
  while (to < words.length && !phraseAt(words, to) && !filterAt(words, to)) to++
  return Math.min(to, words.length)
}

/** What a part says; null where it is not understood. */
function partOf(part: readonly string[]): (Said & Filters) | null {
  const opening = filterAt(part, 0)
  const written = part
    .slice(opening?.length)
    .join(' ')
    .replaceAll(/["“”\s]+/g, ' ')
    .trim()
  const value = [...written].slice(0, MOST_NAME).join('').trim()
  return phraseAt(part, 0)?.said ?? (opening && value ? { [opening.name]: value } : null)
}

function noTable(definition: ReportDefinition, table: string) {
  const own = tablesOf(definition).flatMap(({ shape }) => tableWords[shape.key]?.[0] ?? [])
  return refuse('question.no_table', {
    ...{ report: definition.name, text: tableWords[table]?.[0] ?? table, own, owned: own.length > 0 ? 'yes' : 'no' },
    all: reportNames.filter((name) => findTable(reports[name], table)),
  })
}

/** A question as it would be written: `readQuestion` reads it as the same. */
export function questionText({ report, window, by, table, against, filters }: Question): string {
  const said = [by && stepWords[by][0], table && tableWords[table]?.[0], against === 'year' && comparisonWords.year[0]]
  const narrowed = filterNames.flatMap((name) => (filters[name] ? [`${filterWords[name][0]} "${filters[name]}"`] : []))
  return [report, window, ...said, ...narrowed].filter(Boolean).join(' ')
}
