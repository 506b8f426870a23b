import type { Db, Trx } from '../../db/tables/index.ts'
import { type Member, may, rightsOf, rightsOfRole } from '../access/member.ts'
import type { Permission } from '../access/permissions.ts'
import { type Outcome, waitOrGo } from '../changes/ask.ts'
import type { Jobs } from '../jobs.ts'
import { ok, type Refusal, type Result, refuse } from '../result.ts'
import { type Asked, changingTeam, lastAdmin } from './changing.ts'
import { recordRole } from './notice.ts'
import { type Person, personById } from './person.ts'
import { roleNamed } from './role-named.ts'
import { parseUntil } from './until.ts'

/** A role of a person: `until` as it was written or agreed to, empty for one without an end. */
export interface GrantAsked extends Asked {
  /** A member's id. */
  person: string
  role: string
  until?: string | Temporal.Instant | null
}

/**
 * Gives a role, or sets anew when one that is held ends; what is so already records nothing. The person is told. Where the
 * settings ask for it, one that lets them do more, or for longer, waits for approval. Refuses unknown roles and ends,
 * someone deactivated, rights that the giver lacks or has for less long (unless they manage the team), an end for the last
 * administrator, and, once approved, an end before that of the role as it is held meanwhile.
 */
export const giveRole = (db: Db, jobs: Jobs, asked: GrantAsked, now: Temporal.Instant): Promise<Result<Given>> =>
  changingTeam(db, asked, 'team.grant', now, async (trx, actor) => {
    const meant = await meantBy(trx, asked)
    if (!meant.ok) return meant
    const { person, role } = meant.value
    if (role === 'visitor') return refuse('team.visitor_for_all')
    if (person.deactivated) return refuse('team.person_deactivated', { name: person.name })
    const until = endOf(asked, actor, now)
    if (!until.ok) return until
    const exceeds = await lacking(trx, actor, meant.value, until.value)
    if (exceeds) return exceeds
    const held = await trx
      .selectFrom('member_roles')
      .select(['ends_at', 'watched_from'])
      .where('member_id', '=', person.id)
      .where('role', '=', role)
      .executeTakeFirst()
    // One whose time is over and that nobody has taken back yet is none.
    const before = held && (!held.ends_at || Temporal.Instant.compare(held.ends_at, now) > 0) ? held : null
    if (before && String(before.ends_at) === String(until.value)) return ok(given(person))
    if (asked.approved && before && endsEarlier(until.value, before.ends_at))
      return refuse('team.held_longer', { name: person.name, role })
    const last = role === 'admin' && until.value ? await lastAdmin(trx, person) : null
    if (last) return last
    const change = {
      ...(before && { before: { role, until: before.ends_at } }),
      after: { role, until: until.value },
    }
    const { reason, via } = asked
    if (!asked.approved && (await missing(trx, person, role, until.value)).length > 0) {
      const wanted = {
        ...{ kind: 'team' as const, what: 'grant' as const, about: `${person.id} ${role}` },
        ...{ asked: { person: person.id, role, until: until.value }, before: change.before ?? {}, after: change.after },
        ...{ action: 'role.grant_asked', subject: person.id, member: actor.id, reason, via },
      }
      const waits = await waitOrGo(trx, jobs, wanted, now)
      if (!waits.ok) return waits
      if (waits.value) return ok(given(person, { waits: waits.value }))
    }

    const row = {
      granted_at: now,
      granted_by: actor.id,
      ends_at: until.value,
      watched_from: before?.watched_from ?? now,
    }
    await trx
      .insertInto('member_roles')
      .values({ member_id: person.id, role, ...row })
      .onConflict((conflict) => conflict.columns(['member_id', 'role']).doUpdateSet(row))
      .execute()
    await recordRole(
      trx,
      jobs,
      { action: 'role.granted', person: person.id, ...change, by: actor.id, reason, via },
      now,
    )
    return ok(given(person, { changed: true }))
  })

/** Whether an end comes before another; null never comes. */
const endsEarlier = (end: Temporal.Instant | null, other: Temporal.Instant | null): boolean =>
  end !== null && (other === null || Temporal.Instant.compare(end, other) < 0)

/** Someone, with what became of giving them a role. */
export type Given = Person & Outcome

const given = (person: Person, outcome: Partial<Outcome> = {}): Given => ({
  ...{ ...person, changed: false, waits: null },
  ...outcome,
})

/** When the role is to end; null: never. */
function endOf({ until }: GrantAsked, actor: Member, now: Temporal.Instant): Result<Temporal.Instant | null> {
  if (!(until instanceof Temporal.Instant)) return parseUntil(until ?? '', actor.timezone, now)
  return Temporal.Instant.compare(until, now) > 0 ? ok(until) : refuse('team.until_past', { at: String(until) })
}

/** Takes a role back at once. The person is told. Refuses what they do not hold, and the last administrator. */
export const takeRole = (db: Db, jobs: Jobs, asked: GrantAsked, now: Temporal.Instant): Promise<Result<Person>> =>
  changingTeam(db, asked, 'team.grant', now, async (trx, actor) => {
    const meant = await meantBy(trx, asked)
    if (!meant.ok) return meant
    const { person, role } = meant.value
    const exceeds = await lacking(trx, actor, meant.value, now)
    if (exceeds) return exceeds
    const last = role === 'admin' ? await lastAdmin(trx, person) : null
    if (last) return last
    const taken = await trx
      .deleteFrom('member_roles')
      .where('member_id', '=', person.id)
      .where('role', '=', role)
      .returning('ends_at')
      .executeTakeFirst()
    if (!taken) return refuse('team.role_not_held', { name: person.name, role })
    const before = { role, until: taken.ends_at }
    const { reason, via } = asked
    await recordRole(trx, jobs, { action: 'role.taken', person: person.id, before, by: actor.id, reason, via }, now)
    return ok(person)
  })

/** The person and the role that are named. */
async function meantBy(trx: Trx, asked: GrantAsked): Promise<Result<{ person: Person; role: string }>> {
  const person = await personById(trx, asked.person)
  if (!person) return refuse('team.person_unknown', { text: asked.person, count: 0, nearest: '' })
  const role = await roleNamed(trx, asked.role)
  return role.ok ? ok({ person, role: role.value }) : role
}

/**
 * Nobody hands on what they lack, nor for longer than they have it themselves (`until` null: for good): the refusal that
 * names it, for whoever does not manage the team.
 */
async function lacking(
  trx: Trx,
  actor: Member,
  { role, person }: { role: string; person: Person },
  until: Temporal.Instant | null,
): Promise<Refusal | null> {
  if (may(actor, 'team.manage')) return null
  const lacks = await missing(trx, actor, role, until, person.merchant)
  return lacks.length > 0 ? refuse('team.grant_exceeds', { role, permissions: lacks }) : null
}

/**
 * What of a role someone does not have already, for as long (`until` null: for good). What is their own reaches as far as
 * another's only where both stand for the same `merchant`.
 */
async function missing(
  trx: Trx,
  { id, merchant: own }: { id: string; merchant: string | null },
  role: string,
  until: Temporal.Instant | null,
  merchant = own,
): Promise<Permission[]> {
  const changes = await trx.selectFrom('role_permissions').selectAll().execute()
  const held = await trx.selectFrom('member_roles').selectAll().where('member_id', '=', id).execute()
  const lasting = held.filter(({ ends_at }) => !ends_at || (until && Temporal.Instant.compare(ends_at, until) >= 0))
  const theirs = rightsOf(
    lasting.map((grant) => grant.role),
    changes,
  )
  return [...rightsOfRole(role, changes)]
    .filter(([permission, reach]) => {
      const has = theirs.get(permission)
      return has !== 'all' && !(has === 'own' && reach === 'own' && own === merchant)
    })
    .map(([permission]) => permission)
}
