import { bigint, bool, defaulted, instant, int, json, nullable, text } from '../columns.ts'

/** What an import would change, or has changed. `state`: shown, waiting (for approval), applied, undone. */
export const setting_imports = {
  id: defaulted(bigint),
  changes: json<{ key: string; before: unknown; after: unknown }[]>(),
  reason: nullable(text),
  state: text,
  member_id: text,
  shown_at: instant,
}

/**
 * A change that comes by itself, and goes where it has an end. `state`: waiting, in_force (until its end), done, refused
 * (why: a refusal's code and values), cancelled. `approved`: somebody else has agreed. `change_id`: what it did.
 */
export const scheduled_settings = {
  id: defaulted(bigint),
  key: text,
  value: json<unknown>(),
  at: instant,
  until: nullable(instant),
  reason: nullable(text),
  member_id: text,
  approved: bool,
  scheduled_at: instant,
  state: text,
  change_id: nullable(bigint),
  refusal: nullable(json<{ code: string; values: Record<string, unknown> }>()),
  settled_at: nullable(instant),
}

/** What people think of a setting. `digest`: the weekly one that told of it. */
export const setting_feedback = {
  id: defaulted(bigint),
  key: text,
  member_id: text,
  at: instant,
  rating: nullable(int),
  remark: nullable(text),
  digest: nullable(instant),
  settled_at: nullable(instant),
  settled_by: nullable(text),
  answer: nullable(text),
}

/**
 * What checks of the settings and self-tests found. `slot`: the night that it was for; null for one between. `episode`: when
 * the trouble began that is not over yet; null where nothing is wrong.
 */
export const self_checks = {
  at: instant,
  slot: nullable(instant),
  episode: nullable(instant),
  wrong: json<Record<string, unknown>[]>(),
}

/** One row: the time zone whose hours the rollups are in. */
export const rollup_zone = { zone: text }
