import type { Db, Trx } from '../../db/tables/index.ts'
import { waitOrGo } from '../changes/ask.ts'
import type { ChangeKind } from '../changes/policy.ts'
import type { Jobs } from '../jobs.ts'
import { ok, type Result } from '../result.ts'
import { type Asked, type Asking, type SettingChange, setSetting, undoSetting } from './change.ts'

/** The settings that have changes of a kind wait. */
const approvals: Partial<Record<string, ChangeKind>> = { 'team.approval': 'team', 'payment.approval': 'payment' }

/** Sets a setting as `setSetting` does; turning an approval off waits for somebody else who decides on what it guards. */
export const askSetting = (
  db: Db,
  jobs: Jobs,
  asked: Asked & { text: string },
  now: Temporal.Instant,
): Promise<Result<Asking>> => setSetting(db, { ...asked, guard: guarding(jobs, asked, now) }, now)

/** Takes the latest change back as `undoSetting` does; where that turns an approval off, it waits as well. */
export const askUndo = (db: Db, jobs: Jobs, asked: Asked, now: Temporal.Instant): Promise<Result<Asking>> =>
  undoSetting(db, { ...asked, guard: guarding(jobs, asked, now) }, now)

const guarding =
  (jobs: Jobs, { member, reason = null, via }: Asked, now: Temporal.Instant) =>
  async (trx: Trx, { key, before, after }: SettingChange): Promise<Result<string | null>> => {
    const kind = approvals[key]
    if (!kind || before !== true || after !== false) return ok(null)
    const wanted = {
      ...({ kind, what: 'turn_off_approval', about: key, asked: { key }, subject: key } as const),
      ...{ before: { value: before }, after: { value: after }, action: 'setting.change_asked' },
      ...{ member: member.id, reason, via },
    }
    return waitOrGo(trx, jobs, wanted, now)
  }
