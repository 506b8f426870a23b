import { isDeepStrictEqual } from 'node:util'
import type { Selectable } from 'kysely'
import type { Db, Tables, Trx } from '../../db/tables/index.ts'
import { denied, type Member } from '../access/member.ts'
import { audit } from '../audit.ts'
import { waitFor } from '../changes/ask.ts'
import type { Jobs } from '../jobs.ts'
import { demand, ok, type Result, refuse } from '../result.ts'
import { transact } from '../transact.ts'
import { applySetting, currencyKept, lockSettings } from './apply.ts'
import { needsApproval } from './approval.ts'
import { type Diff, type DiffLine, diffOf } from './diff.ts'
import { settingOf } from './parse.ts'
import { readSettings } from './read.ts'
import { isSettingKey, type Settings } from './registry.ts'

type Row = Selectable<Tables['setting_imports']>

/** What an import would change, under the name by which it is applied (I3). */
export interface Shown extends Diff {
  readonly id: string
}

/** What applying came to: done, waiting for approval, or, since something has changed, what it would change now. */
export type Applied =
  | { state: 'applied'; changes: readonly DiffLine[]; settings: Settings }
  | { state: 'waits'; waits: string }
  | { state: 'changed'; changes: readonly DiffLine[] }

/** Who acts, and how it came. */
export interface Acting {
  member: Member
  via: string
}

/** What an import is called: I3. */
export const nameOf = (id: bigint): string => `I${id}`

/** Compares a file with the settings in force and keeps what it would change; nothing is changed. Refuses as `diffOf` does. */
export async function showImport(
  db: Db,
  { source, reason, member }: Acting & { source: string; reason: string | null },
  now: Temporal.Instant,
): Promise<Result<Shown>> {
  const missing = denied(member, 'settings.change')
  if (missing) return missing
  const diff = diffOf(source, await readSettings(db), await currencyKept(db))
  if (!diff.ok) return diff
  // What nobody applied in a day, nobody will.
  await db
    .deleteFrom('setting_imports')
    .where('state', '=', 'shown')
    .where('shown_at', '<', now.subtract({ hours: 24 }))
    .execute()
  const kept = {
    changes: JSON.stringify(diff.value.changes),
    reason,
    state: 'shown',
    member_id: member.id,
    shown_at: now,
  }
  const { id } = await db.insertInto('setting_imports').values(kept).returning('id').executeTakeFirstOrThrow()
  return ok({ ...diff.value, id: nameOf(id) })
}

/** What of kept changes is one still: what would change of what is in force now. */
const changesNow = (row: Row, settings: Settings): DiffLine[] =>
  row.changes.flatMap(({ key, after }) =>
    isSettingKey(key) && (after ?? settingOf(key).initial) !== settings[key]
      ? [{ key, before: settings[key], after }]
      : [],
  )

/** The changes as they were shown, without settings that are no more. */
export const changesShown = (row: Row): DiffLine[] =>
  row.changes.filter((one): one is DiffLine => isSettingKey(one.key))

async function lockImport(trx: Trx, name: string): Promise<Row | null> {
  const [, id] = /^i(\d{1,18})$/i.exec(name.trim()) ?? []
  if (id === undefined) return null
  const found = trx.selectFrom('setting_imports').selectAll().where('id', '=', BigInt(id)).forUpdate()
  return (await found.executeTakeFirst()) ?? null
}

/** An import in a state, locked for who may change settings. Refuses others, an unknown one, and one in another state. */
export async function importToChange(
  trx: Trx,
  { id, member }: { id: string; member: Member },
  state: Row['state'],
): Promise<Result<Row>> {
  const missing = denied(member, 'settings.change')
  if (missing) return missing
  await lockSettings(trx)
  const row = await lockImport(trx, id)
  if (!row) return refuse('setting.import_unknown', { id })
  if (row.state === state) return ok(row)
  return refuse(row.state === 'shown' ? 'setting.import_not_applied' : 'setting.import_over', { id })
}

/**
 * Makes exactly the changes that were shown, all or none, or has them wait for approval where one of them would. Where
 * something has changed meanwhile nothing is done, and what would change now is shown instead. Refuses an unknown import,
 * and one that is done with.
 */
export const applyImport = (
  db: Db,
  jobs: Jobs,
  { id, member, via }: Acting & { id: string },
  now: Temporal.Instant,
): Promise<Result<Applied>> =>
  transact(db, async (trx) => {
    const found = await importToChange(trx, { id, member }, 'shown')
    if (!found.ok) return found
    const row = found.value
    const settings = await readSettings(trx)
    const changes = changesNow(row, settings)
    if (!isDeepStrictEqual(changes, changesShown(row))) {
      await trx
        .updateTable('setting_imports')
        .set({ changes: JSON.stringify(changes) })
        .where('id', '=', row.id)
        .execute()
      return ok({ state: 'changed', changes })
    }
    if (!changes.some(({ key, after }) => needsApproval(key, after, settings)))
      return make(trx, row, { member, via }, now)
    const name = nameOf(row.id)
    const wanted = {
      ...({ kind: 'settings', what: 'import', about: name, asked: { id: name }, subject: name } as const),
      ...{ ...sides(changes), action: 'setting.change_asked', member: member.id, reason: row.reason, via },
    }
    const waits = await waitFor(trx, jobs, wanted, settings, now)
    if (!waits.ok) return waits
    if (waits.value === null) return make(trx, row, { member, via }, now)
    await trx.updateTable('setting_imports').set({ state: 'waiting' }).where('id', '=', row.id).execute()
    return ok({ state: 'waits', waits: waits.value })
  })

/** Both sides of changes, for the audit: it is one entry. */
export const sides = (changes: readonly DiffLine[]) => ({
  before: Object.fromEntries(changes.map(({ key, before }) => [key, before])),
  after: Object.fromEntries(changes.map(({ key, after }) => [key, after])),
})

/** The currency last: by then the amounts fit it. */
const inOrder = (changes: readonly DiffLine[]): DiffLine[] => [
  ...changes.filter(({ key }) => key !== 'shop.currency'),
  ...changes.filter(({ key }) => key === 'shop.currency'),
]

async function make(trx: Trx, row: Row, { member, via }: Acting, now: Temporal.Instant): Promise<Result<Applied>> {
  const changes = changesShown(row)
  const { id: importId, reason } = row
  for (const { key, after } of inOrder(changes))
    demand(await applySetting(trx, { key, after }, { member: member.id, reason, importId }, now))
  await trx.updateTable('setting_imports').set({ state: 'applied' }).where('id', '=', importId).execute()
  const entry = { member: member.id, action: 'setting.imported', subject: nameOf(importId), reason, via }
  await audit(trx, { ...entry, ...sides(changes) }, now)
  return ok({ state: 'applied', changes, settings: await readSettings(trx) })
}

/** Makes an import that was agreed to. Refuses where a setting has changed since. */
export async function carryOutImport(
  trx: Trx,
  asked: Record<string, unknown>,
  by: Acting,
  now: Temporal.Instant,
): Promise<Result<Applied>> {
  const missing = denied(by.member, 'settings.change')
  if (missing) return missing
  await lockSettings(trx)
  const row = await lockImport(trx, String(asked.id))
  if (row?.state !== 'waiting') return refuse('setting.import_over', { id: String(asked.id) })
  const settings = await readSettings(trx)
  const changed = changesShown(row).find(({ key, before }) => settings[key] !== before)
  return changed ? refuse('setting.changed_meanwhile', { key: changed.key }) : make(trx, row, by, now)
}
