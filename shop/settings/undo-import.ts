import type { Db } from '../../db/tables/index.ts'
import { audit } from '../audit.ts'
import { demand, ok, type Result, refuse } from '../result.ts'
import { transact } from '../transact.ts'
import { applySetting } from './apply.ts'
import { needsApproval } from './approval.ts'
import { type Acting, changesShown, importToChange, nameOf, sides } from './import.ts'
import { readSettings } from './read.ts'
import type { SettingKey } from './registry.ts'

/**
 * Takes back all that an import changed. Refuses an import that is not in force, one of whose settings somebody has changed
 * since, and what one person alone may not take back.
 */
export const undoImport = (
  db: Db,
  { id, member, via }: Acting & { id: string },
  now: Temporal.Instant,
): Promise<Result<{ keys: readonly SettingKey[] }>> =>
  transact(db, async (trx) => {
    const found = await importToChange(trx, { id, member }, 'applied')
    if (!found.ok) return found
    const row = found.value
    const settings = await readSettings(trx)
    const changes = changesShown(row)
    const made = await trx
      .selectFrom('setting_changes')
      .selectAll()
      .where('import_id', '=', row.id)
      .orderBy('id')
      .execute()
    const later = await trx
      .selectFrom('setting_changes')
      .select('key')
      .distinct()
      .where(
        'key',
        'in',
        changes.map(({ key }) => key),
      )
      .where('id', '>', made.at(-1)?.id ?? 0n)
      .execute()
    if (later.length > 0) return refuse('setting.import_changed_since', { id, keys: later.map(({ key }) => key) })
    const alone = made.find(({ key, before }) => needsApproval(key as SettingKey, before, settings))
    if (alone) return refuse('setting.import_undo_waits', { id, key: alone.key })
    for (const { id: undoes, key, before } of made)
      demand(
        await applySetting(
          trx,
          { key: key as SettingKey, after: before },
          { member: member.id, reason: null, undoes },
          now,
        ),
      )
    await trx.updateTable('setting_imports').set({ state: 'undone' }).where('id', '=', row.id).execute()
    const { before, after } = sides(changes)
    const entry = { member: member.id, action: 'setting.import_undone', subject: nameOf(row.id), via }
    await audit(trx, { ...entry, before: after, after: before }, now)
    return ok({ keys: changes.map(({ key }) => key) })
  })
