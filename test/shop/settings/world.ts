import { afterAll } from 'vitest'
import { approveChange } from '../../../shop/changes/decide.ts'
import { setSetting } from '../../../shop/settings/change.ts'
import { readSettings } from '../../../shop/settings/read.ts'
import type { SettingKey } from '../../../shop/settings/registry.ts'
import { freshDatabase } from '../../postgres.ts'
import { now, recordingJobs } from '../goods.ts'
import { admin, manager } from '../people.ts'

/** A shop without anything but its settings and two people who may change them. */
export async function settingsWorld() {
  const database = await freshDatabase()
  const { db } = database
  const { jobs, added } = recordingJobs()
  afterAll(() => database.close())
  for (const { id, roles } of [manager, admin]) {
    await db.insertInto('members').values({ id, name: id, seen_at: now }).execute()
    const [role = ''] = roles
    await db.insertInto('member_roles').values({ member_id: id, role, granted_at: now }).execute()
  }
  return {
    ...{ db, jobs, added },
    set: (key: string, text: string, member = manager) =>
      setSetting(db, { key, text, reason: null, member, via: 'test' }, now),
    inForce: async (key: SettingKey) => (await readSettings(db))[key],
    approve: (subject: string, member = admin, at = now) =>
      approveChange(db, jobs, { kind: 'settings', subject, member, reason: null, via: 'test' }, at),
    audited: async (subject: string) =>
      (await db.selectFrom('audit_log').select('action').where('subject', '=', subject).orderBy('id').execute()).map(
        ({ action }) => action,
      ),
  }
}
