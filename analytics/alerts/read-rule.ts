import type { Db } from '../../db/tables/index.ts'
import type { Settings } from '../../shop/settings/registry.ts'
import { judge, type Reading } from './conditions.ts'
import { type FigureRead, readSpans } from './read-spans.ts'
import type { Watch } from './rules.ts'
import { comparedSpans, type Span, spanAt, windows } from './windows.ts'

/** Every stretch of time that a slot of a watch is judged by. A figure without a past has only that of the slot itself. */
export function spansOf({ figure, window }: Watch, slot: Temporal.ZonedDateTime): Span[] {
  const own = spanAt(windows[window], slot)
  if (!figure.hasPast) return [own]
  const { before, weeks } = comparedSpans(windows[window], slot)
  return [own, before, ...weeks]
}

/** What a watch finds at a slot, by its stretches of time (`spansOf`) of its figure as read. */
export function readingAt({ bound }: Watch, [own, ...compared]: readonly Span[], figure: FigureRead): Reading {
  const [before = null, ...weeks] = compared.map((span) => (figure.reaches(span) ? figure.of(span) : null))
  return judge(bound, { value: own ? figure.of(own) : null, isWhole: own ? figure.reaches(own) : false, before, weeks })
}

/** What a watch finds at a slot, of the records as they are now. */
export async function readSlot(
  db: Db,
  settings: Settings,
  watch: Watch,
  slot: Temporal.ZonedDateTime,
  now: Temporal.Instant,
): Promise<Reading> {
  const spans = spansOf(watch, slot)
  return readingAt(watch, spans, await readSpans(db, settings, watch, spans, now))
}
