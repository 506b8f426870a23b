import type { Db, Trx } from '../../db/tables/index.ts'
import { rightsOfRole } from '../access/member.ts'
import { type Permission, permissions } from '../access/permissions.ts'
import { isRole, reachesOf } from '../access/roles.ts'
import { audit } from '../audit.ts'
import { type Outcome, waitOrGo } from '../changes/ask.ts'
import type { Jobs } from '../jobs.ts'
import { ok, type Result, refuse } from '../result.ts'
import { type Asked, changingTeam } from './changing.ts'
import { roleCalled, roleList } from './role-named.ts'

/** One word, as it is written in a command: letters of any script, digits, `_` and `-`. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}_-]{0,39}$/u
const MOST_ABOUT = 200

/** What an administrator must never lose, since nobody could give it back. */
const keptByAdmin: readonly Permission[] = ['team.view', 'team.grant', 'team.manage']

export interface RoleAsked extends Asked {
  /** The role to change; null makes a new one called `name`. */
  role: string | null
  name?: string
  about?: string | null
  /** How far each permission is to reach (`none`, `own`, `all`); one that is not named stays as it is. */
  reaches: Readonly<Record<string, string | undefined>>
  /** How far those that are named reached when this was asked for, where it had to wait. */
  from?: Readonly<Record<string, unknown>>
}

/** A role's name, with what became of changing it. */
type Saved = { role: string } & Outcome

/**
 * Makes an own role, or changes what a role may do; gives its name. What is so already records nothing. Where the settings
 * ask for it, a change that lets a role do more waits for approval; a new one is held by nobody yet. Refuses a name
 * that is no word or taken, `own` where nothing heeds it, taking the team from administrators, and what would undo a change
 * made since it was asked for.
 */
export const saveRole = (db: Db, jobs: Jobs, asked: RoleAsked, now: Temporal.Instant): Promise<Result<Saved>> =>
  changingTeam(db, asked, 'team.manage', now, async (trx, actor) => {
    const all = await roleList(trx)
    const role = asked.role === null ? newName(asked.name ?? '', all) : known(asked.role, all)
    if (!role.ok) return role
    const name = role.value
    const changes = await trx.selectFrom('role_permissions').selectAll().where('role', '=', name).execute()
    const rights = rightsOfRole(name, changes)
    const changed: Changed = {}
    for (const permission of permissions) {
      const before = rights.get(permission) ?? 'none'
      const after = asked.reaches[permission] ?? before
      if (after === before) continue
      if (asked.from && asked.from[permission] !== before) return refuse('team.role_changed_meanwhile', { role: name })
      if (after !== 'none' && !reachesOf(permission).some((reach) => reach === after))
        return refuse('team.reach_unknown', { permission, reach: after })
      if (name === 'admin' && keptByAdmin.includes(permission)) return refuse('team.admin_keeps', { permission })
      changed[permission] = { before, after }
    }
    const more = Object.values(changed).some(({ before, after }) => REACH.indexOf(after) > REACH.indexOf(before))
    if (asked.role !== null && more && !asked.approved) {
      const reaches = side(changed, 'after')
      const wanted = {
        ...{
          kind: 'team' as const,
          what: 'role' as const,
          about: name,
          asked: { role: name, about: asked.about, reaches },
        },
        ...{ before: side(changed, 'before'), after: reaches },
        ...{ action: 'role.change_asked', subject: name, member: actor.id, reason: asked.reason, via: asked.via },
      }
      const waits = await waitOrGo(trx, jobs, wanted, now)
      if (!waits.ok) return waits
      if (waits.value) return ok<Saved>({ role: name, changed: false, waits: waits.value })
    }
    const described = await describe(trx, name, asked, actor.id, now)
    for (const [permission, { after: reach }] of Object.entries(changed)) {
      const row = { reach, changed_at: now }
      await trx
        .insertInto('role_permissions')
        .values({ role: name, permission, ...row })
        .onConflict((conflict) => conflict.columns(['role', 'permission']).doUpdateSet(row))
        .execute()
    }
    if (described) changed.about = described
    if (Object.keys(changed).length === 0 && asked.role !== null)
      return ok<Saved>({ role: name, changed: false, waits: null })
    const action = asked.role === null ? 'role.created' : 'role.changed'
    const change = { before: side(changed, 'before'), after: side(changed, 'after') }
    await audit(trx, { member: actor.id, action, subject: name, ...change, reason: asked.reason, via: asked.via }, now)
    return ok<Saved>({ role: name, changed: true, waits: null })
  })

/** How far a permission can reach, the least first. */
const REACH = ['none', 'own', 'all']

type Changed = Record<string, { before: string; after: string }>

const side = (changed: Changed, which: 'before' | 'after'): Record<string, string> =>
  Object.fromEntries(Object.entries(changed).map(([what, change]) => [what, change[which]]))

function newName(written: string, all: readonly string[]): Result<string> {
  const name = written.normalize('NFKC').trim().toLowerCase()
  if (!NAME.test(name)) return refuse('team.role_name_malformed', { text: written })
  const taken = roleCalled(name, all)
  return taken ? refuse('team.role_exists', { role: taken }) : ok(name)
}

const known = (role: string, all: readonly string[]): Result<string> =>
  all.includes(role) ? ok(role) : refuse('team.role_gone', { role })

/** Keeps what an own role is for, making the role where it is new; what that was and is, or null where it is as before. */
async function describe(
  trx: Trx,
  name: string,
  { role, about: written }: RoleAsked,
  by: string,
  now: Temporal.Instant,
): Promise<{ before: string; after: string } | null> {
  const about = [...(written ?? '').trim()].slice(0, MOST_ABOUT).join('') || null
  const before = await trx.selectFrom('own_roles').select('about').where('name', '=', name).executeTakeFirst()
  if (role === null)
    await trx.insertInto('own_roles').values({ name, about, created_at: now, created_by: by }).execute()
  else if (!before || before.about === about) return null
  else await trx.updateTable('own_roles').set({ about }).where('name', '=', name).execute()
  return before || about ? { before: before?.about ?? '', after: about ?? '' } : null
}

/** Removes an own role that nobody holds; gives its name. Refuses a shipped one, and one that somebody holds. */
export const removeRole = (db: Db, asked: Asked & { role: string }, now: Temporal.Instant): Promise<Result<string>> =>
  changingTeam(db, asked, 'team.manage', now, async (trx, actor) => {
    const { role, reason, via } = asked
    if (isRole(role)) return refuse('team.role_shipped', { role })
    const held = await trx
      .selectFrom('member_roles')
      .select(({ fn }) => fn.countAll<bigint>().as('count'))
      .where('role', '=', role)
      .executeTakeFirstOrThrow()
    if (held.count > 0) return refuse('team.role_held', { role, count: Number(held.count) })
    const changes = await trx.deleteFrom('role_permissions').where('role', '=', role).returningAll().execute()
    const gone = await trx.deleteFrom('own_roles').where('name', '=', role).returning('name').executeTakeFirst()
    if (!gone) return refuse('team.role_gone', { role })
    const before = Object.fromEntries(rightsOfRole(role, changes))
    await audit(trx, { member: actor.id, action: 'role.removed', subject: role, before, reason, via }, now)
    return ok(role)
  })
