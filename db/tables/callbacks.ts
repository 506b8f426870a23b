import { bigint, bool, defaulted, instant, int, json, nullable, text } from '../columns.ts'

/** Has its one row while somebody wants to be told: without it nothing is kept for them. */
export const callback_receiver = { one: defaulted(bool), since: instant }

/**
 * What the storefront is told, one row a callback. `state`: `waiting` (for `due_at`, or for those before it of its
 * subject), `queued` (a job is on its way), `delivered`, `dead` (holds back those behind it), `skipped`.
 */
export const callbacks = {
  seq: defaulted(bigint),
  /** By which the receiver knows it again. */
  id: defaulted(text),
  type: text,
  /** What it is about (`order:1042`): those of one subject go one after the other. */
  subject: text,
  data: json<Record<string, unknown>>(),
  happened_at: instant,
  state: defaulted(text),
  attempts: defaulted(int),
  /** When it is tried again; null: as soon as those before it are through. */
  due_at: nullable(instant),
  /** Why the last attempt failed: a refusal's code and values. */
  error: nullable(json<{ code: string; values: Record<string, string | number | boolean> }>()),
  /** When the trouble began in which it died: one alert tells of all of it. */
  episode: nullable(instant),
  ended_at: nullable(instant),
}
