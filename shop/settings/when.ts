import { ok, type Result, refuse } from '../result.ts'
import { momentWritten } from '../team/until.ts'

/** The furthest that a change is scheduled ahead. */
const MOST_DAYS = 366

/** When a change is to come, and when it is to go again; null: it stays. */
export interface When {
  at: Temporal.Instant
  until: Temporal.Instant | null
}

const DATE = String.raw`\d{4}-\d{1,2}-\d{1,2}`
const CLOCK = String.raw`\d{1,2}[:：]\d{2}`
const MOMENT = `(?:${DATE}[ T]+${CLOCK}|${DATE}|${CLOCK})`
/** Only what looks like a moment is one: a shop may be called “Café at noon”. */
const TAIL = new RegExp(
  `^([\\s\\S]*?)(?:\\s+at\\s+|\\s*于\\s*)(${MOMENT})(?:(?:\\s+(?:until|till)\\s+|\\s*(?:到|至)\\s*)(.+))?$`,
  'i',
)

/** Cuts `at 2026-12-24 18:00 until 2026-12-27 00:00` off the value before it; null where there is no such thing. */
export function cutWhen(text: string): { value: string; at: string; until: string } | null {
  const [, value = '', at, until = ''] = TAIL.exec(text.trim()) ?? []
  return at === undefined ? null : { value: value.trim(), at, until }
}

/**
 * Reads when a change comes and goes, as a person in the shop's time zone writes it. A bare date begins it at midnight and
 * ends it after that day; a bare time is the next one. Refuses what cannot be read, what has passed, an end that is not
 * after the beginning, and more than a year ahead.
 */
export function readWhen(written: { at: string; until: string }, zone: string, now: Temporal.Instant): Result<When> {
  const here = now.toZonedDateTimeISO(zone)
  const clean = (text: string) => text.normalize('NFKC').trim().toLowerCase()
  const dated = new RegExp(`^${DATE}$`).test(clean(written.at)) ? `${clean(written.at)} 00:00` : clean(written.at)
  const at = momentWritten(dated, here)
  if (!at) return refuse('setting.when_malformed', { text: written.at, zone })
  if (Temporal.Instant.compare(at, now) <= 0) return refuse('setting.when_past', { at: String(at) })
  if (Temporal.Instant.compare(at, now.add({ hours: 24 * MOST_DAYS })) > 0)
    return refuse('setting.when_too_far', { days: MOST_DAYS })
  if (clean(written.until) === '') return ok({ at, until: null })
  const until = momentWritten(clean(written.until), at.toZonedDateTimeISO(zone))
  if (!until) return refuse('setting.when_malformed', { text: written.until, zone })
  return Temporal.Instant.compare(until, at) > 0
    ? ok({ at, until })
    : refuse('setting.until_before', { at: String(at) })
}
