import type { Db, Trx } from '../../db/tables/index.ts'
import { waitFor } from '../changes/ask.ts'
import type { Jobs } from '../jobs.ts'
import { ok, type Result, refuse } from '../result.ts'
import type { SettingChange } from './apply.ts'
import { needsApproval } from './approval.ts'
import { type Asked, changeToUndo, changing, makeChange, type Wish } from './change.ts'
import { parseSetting } from './parse.ts'
import { readSettings } from './read.ts'
import type { Settings } from './registry.ts'

/** What came of it: the change, or under which name it waits for approval, with what is in force until then. */
export type Asking = SettingChange & { readonly waits: string | null }

/** Sets a setting as `setSetting` does, or has that wait for somebody else where the settings ask for it. */
export const askSetting = (
  db: Db,
  jobs: Jobs,
  asked: Asked & { text: string },
  now: Temporal.Instant,
): Promise<Result<Asking>> =>
  changing(db, asked, async (trx, key) => {
    const settings = await readSettings(trx)
    const value = parseSetting(key, asked.text, settings)
    return value.ok ? makeOrWait(trx, jobs, { key, after: value.value, undoes: null }, asked, settings, now) : value
  })

/** Takes the latest change back as `undoSetting` does, or has that wait as well. */
export const askUndo = (db: Db, jobs: Jobs, asked: Asked, now: Temporal.Instant): Promise<Result<Asking>> =>
  changing(db, asked, async (trx, key) => {
    const latest = await changeToUndo(trx, key)
    if (!latest) return refuse('setting.nothing_to_undo', { key })
    const settings = await readSettings(trx)
    return makeOrWait(trx, jobs, { key, after: latest.before, undoes: latest.id }, asked, settings, now)
  })

async function makeOrWait(
  trx: Trx,
  jobs: Jobs,
  wish: Wish,
  asked: Asked,
  settings: Settings,
  now: Temporal.Instant,
): Promise<Result<Asking>> {
  const { key, after, undoes } = wish
  const make = async () => {
    const done = await makeChange(trx, wish, asked, now)
    return done.ok ? ok({ ...done.value, waits: null }) : done
  }
  if (!needsApproval(key, after, settings)) return make()
  const { member, reason = null, via } = asked
  const before = settings[key]
  const wanted = {
    ...({ kind: 'settings', what: 'setting', about: key, action: 'setting.change_asked', subject: key } as const),
    asked: { key, after, undoes: undoes === null ? null : String(undoes) },
    ...{ before: { value: before }, after: { value: after }, member: member.id, reason, via },
  }
  const waits = await waitFor(trx, jobs, wanted, settings, now)
  if (!waits.ok) return waits
  if (waits.value === null) return make()
  return ok({ key, before, after: before, changed: false, settings, waits: waits.value })
}

/** Makes a change that was agreed to. Refuses what no longer fits, and to take back what is not the latest any more. */
export async function carryOutSetting(
  trx: Trx,
  asked: Record<string, unknown>,
  by: Omit<Asked, 'key'>,
  now: Temporal.Instant,
): Promise<Result<SettingChange>> {
  return changing(trx, { ...by, key: String(asked.key) }, async (inside, key) => {
    const undoes = asked.undoes === null ? null : BigInt(String(asked.undoes))
    if (undoes !== null && (await changeToUndo(inside, key))?.id !== undoes)
      return refuse('setting.changed_meanwhile', { key })
    const value = asked.after === null ? ok(null) : parseSetting(key, String(asked.after), await readSettings(inside))
    return value.ok ? makeChange(inside, { key, after: value.value, undoes }, by, now) : value
  })
}
