import type { Db } from '../../../db/tables/index.ts'
import type { Member } from '../../../shop/access/member.ts'
import { openSession } from '../../../shop/access/session.ts'
import { recordingJobs } from '../goods.ts'

export const now = Temporal.Instant.from('2026-03-10T06:00:00Z')

/** A team on a database: people come with roles that they have held for long. */
export function teamWorld(db: Db) {
  const { jobs, added } = recordingJobs()
  const long = Temporal.Instant.from('2025-01-01T00:00:00Z')
  return {
    jobs,
    added,
    async join(id: string, name: string, roles: string[], merchant: string | null = null): Promise<Member> {
      const profile = { locale: 'en-US', timezone: 'Asia/Shanghai', merchant_id: merchant }
      await db
        .insertInto('members')
        .values({ id, name, ...profile, seen_at: long })
        .execute()
      for (const role of roles)
        await db
          .insertInto('member_roles')
          .values({ member_id: id, role, granted_at: long, granted_by: null, watched_from: long })
          .execute()
      return this.member(id)
    },
    /** Someone as a request of theirs would find them. */
    member: async (id: string, at = now): Promise<Member> => (await openSession(db, id, null, at)).member,
    session: (id: string, at: Temporal.Instant) => openSession(db, id, null, at),
    roles: async (id: string): Promise<string[]> =>
      (await db.selectFrom('member_roles').select('role').where('member_id', '=', id).orderBy('role').execute()).map(
        ({ role }) => role,
      ),
    audit: (subject: string) =>
      db.selectFrom('audit_log').selectAll().where('subject', '=', subject).orderBy('id').execute(),
  }
}
