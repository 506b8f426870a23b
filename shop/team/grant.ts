import type { Db, Trx } from '../../db/tables/index.ts'
import { type Member, may, rightsOf, rightsOfRole } from '../access/member.ts'
import type { Jobs } from '../jobs.ts'
import { ok, type Refusal, type Result, refuse } from '../result.ts'
import { type Asked, changingTeam, lastAdmin } from './changing.ts'
import { recordRole } from './notice.ts'
import { type Person, personById } from './person.ts'
import { roleNamed } from './role-named.ts'
import { parseUntil } from './until.ts'

/** A role of a person: `until` as they wrote it, empty for one without an end. */
export interface GrantAsked extends Asked {
  /** A member's id. */
  person: string
  role: string
  until?: string | null
}

/**
 * Gives a role, or sets anew when one that is held ends; what is so already records nothing. The person is told.
 * Refuses unknown roles and ends, someone deactivated, rights that the giver lacks or has for less long (unless they
 * manage the team), and an end for the last administrator.
 */
export const giveRole = (db: Db, jobs: Jobs, asked: GrantAsked, now: Temporal.Instant): Promise<Result<Person>> =>
  changingTeam(db, asked, 'team.grant', now, async (trx, actor) => {
    const meant = await meantBy(trx, asked)
    if (!meant.ok) return meant
    const { person, role } = meant.value
    if (role === 'visitor') return refuse('team.visitor_for_all')
    if (person.deactivated) return refuse('team.person_deactivated', { name: person.name })
    const until = parseUntil(asked.until ?? '', actor.timezone, now)
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
    if (before && String(before.ends_at) === String(until.value)) return ok(person)
    const last = role === 'admin' && until.value ? await lastAdmin(trx, person) : null
    if (last) return last

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
    const change = {
      ...(before && { before: { role, until: before.ends_at } }),
      after: { role, until: until.value },
    }
    const { reason, via } = asked
    await recordRole(
      trx,
      jobs,
      { action: 'role.granted', person: person.id, ...change, by: actor.id, reason, via },
      now,
    )
    return ok(person)
  })

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
  const changes = await trx.selectFrom('role_permissions').selectAll().execute()
  const held = await trx.selectFrom('member_roles').selectAll().where('member_id', '=', actor.id).execute()
  const lasting = held.filter(({ ends_at }) => !ends_at || (until && Temporal.Instant.compare(ends_at, until) >= 0))
  const own = rightsOf(
    lasting.map((grant) => grant.role),
    changes,
  )
  const lacks = [...rightsOfRole(role, changes)].filter(([permission, reach]) => {
    const theirs = own.get(permission)
    return theirs !== 'all' && !(theirs === 'own' && reach === 'own' && actor.merchant === person.merchant)
  })
  const names = lacks.map(([permission]) => permission)
  return lacks.length > 0 ? refuse('team.grant_exceeds', { role, permissions: names }) : null
}
