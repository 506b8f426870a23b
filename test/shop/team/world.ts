import type { Member } from '../../../shop/access/member.ts'
import { openSession } from '../../../shop/access/session.ts'
import { giveRole, takeRole } from '../../../shop/team/grant.ts'
import { freshDatabase } from '../../postgres.ts'
import { recordingJobs } from '../goods.ts'

export const now = Temporal.Instant.from('2026-03-10T06:00:00Z')

/** A team with one administrator: people come with roles that they have held for long. */
export async function teamWorld() {
  const { db, close } = await freshDatabase()
  const { jobs, added } = recordingJobs()
  const long = Temporal.Instant.from('2025-01-01T00:00:00Z')
  let next = 0

  /** Someone as a request of theirs would find them. */
  const member = async (id: string, at = now): Promise<Member> => (await openSession(db, id, null, at)).member

  async function join(id: string, name: string, roles: string[], merchant: string | null = null): Promise<Member> {
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
    return member(id)
  }

  const ana = await join('UANA', 'Ana Silva', ['admin'])
  return {
    ...{ db, close, jobs, added, ana, member, join },
    /** Someone new with these roles. */
    someone(...roles: string[]): Promise<Member> {
      next++
      return join(`UX${next}`, `Person ${next}`, roles)
    },
    give: (person: string, role: string, until = '', member = ana, at = now) =>
      giveRole(db, jobs, { person, role, until, member, reason: 'shift', via: 'test' }, at),
    take: (person: string, role: string, member = ana) =>
      takeRole(db, jobs, { person, role, member, via: 'test' }, now),
    session: (id: string, at: Temporal.Instant) => openSession(db, id, null, at),
    roles: async (id: string): Promise<string[]> =>
      (await db.selectFrom('member_roles').select('role').where('member_id', '=', id).orderBy('role').execute()).map(
        ({ role }) => role,
      ),
    audit: (subject: string) =>
      db.selectFrom('audit_log').selectAll().where('subject', '=', subject).orderBy('id').execute(),
  }
}
