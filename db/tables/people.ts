import { bigint, defaulted, instant, json, nullable, text } from '../columns.ts'

/** Everyone Slack has shown us. One without a row in `member_roles` is a visitor. */
export const members = {
  id: text,
  name: text,
  locale: nullable(text),
  timezone: nullable(text),
  merchant_id: nullable(text),
  seen_at: instant,
  deactivated_at: nullable(instant),
}

export const member_roles = {
  member_id: text,
  role: text,
  granted_at: instant,
  granted_by: nullable(text),
  /** When it is taken back by itself; it counts for nothing from then on. */
  ends_at: nullable(instant),
  /** Since when it is recorded whether its rights are used. */
  watched_from: defaulted(instant),
}

/** Where an admin departs from what a role has as shipped (shop/access/roles.ts). `reach`: none, own, all. */
export const role_permissions = { role: text, permission: text, reach: text, changed_at: defaulted(instant) }

/** Roles beside the shipped ones; what they may do is in `role_permissions`. */
export const own_roles = { name: text, about: nullable(text), created_at: instant, created_by: nullable(text) }

/** When each member last used a permission, to the day. */
export const permission_uses = { member_id: text, permission: text, used_at: instant }

/** Only settings that differ from their default have a row. */
export const settings = { key: text, value: json<unknown>(), updated_at: instant, updated_by: nullable(text) }

export const setting_changes = {
  id: defaulted(bigint),
  key: text,
  before: nullable(json<unknown>()),
  after: nullable(json<unknown>()),
  reason: nullable(text),
  member_id: nullable(text),
  undoes: nullable(bigint),
  at: instant,
  /** The import that it was part of. */
  import_id: nullable(bigint),
}

/** What people did. Written in the transaction of the change itself, never edited. */
export const audit_log = {
  id: defaulted(bigint),
  at: instant,
  member_id: nullable(text),
  action: text,
  subject: text,
  before: nullable(json<unknown>()),
  after: nullable(json<unknown>()),
  reason: nullable(text),
  via: text,
  /** Where it stands in the chain and what it is known by there; null until it is sealed. */
  place: nullable(bigint),
  mac: nullable(text),
}

/** How far the audit's chain had come when a day began. */
export const audit_heads = { slot: instant, place: bigint, mac: text }

/** Keys of Slack deliveries already taken, so that the same one again does nothing. */
export const deliveries = { id: text, at: instant }

/** Each message Backroom keeps in a channel: one row a (key), its place in Slack once posted. */
export const messages = {
  key: text,
  kind: text,
  subject: text,
  /** Where it is to go: a setting that names a channel, a channel (id or name), or a member (id). */
  channel: text,
  /** The id of the channel in which it stands, or in which posting it was tried. */
  posted_in: nullable(text),
  ts: nullable(text),
  /** The workspace it was posted to: the sandbox begins a fresh one at each start. */
  workspace: nullable(text),
  /** The key of the message in whose thread it stands. */
  thread_of: nullable(text),
  /** The uploaded chart that it shows. */
  file_id: nullable(text),
  /** Set before the first post: after it a retry looks for the message in the channel first. */
  attempted_at: nullable(instant),
  posted_at: nullable(instant),
}
