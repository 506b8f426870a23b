import type { Db } from '../../db/tables/index.ts'
import { isRole, roles } from '../access/roles.ts'
import { locales, t } from '../i18n/index.ts'
import { nearest } from '../nearest.ts'
import { ok, type Result, refuse } from '../result.ts'

/** Names of all roles, the shipped ones first. */
export async function roleList(db: Db): Promise<string[]> {
  const own = await db.selectFrom('own_roles').select('name').orderBy('name').execute()
  return [...roles, ...own.map(({ name }) => name)]
}

const folded = (text: string): string => text.normalize('NFKC').trim().toLowerCase()

/** What a role may be called by: its name, and a shipped one by its word in every language. */
const callings = (role: string): string[] =>
  isRole(role) ? [role, ...locales.map((locale) => folded(t(locale, `role.${role}`)))] : [role]

/** The role among these that is called so, or null. */
export const roleCalled = (written: string, all: readonly string[]): string | null =>
  all.find((role) => callings(role).includes(folded(written))) ?? null

/** The role that a person means by its name or word, in any case. Refuses an unknown one with the nearest. */
export async function roleNamed(db: Db, written: string): Promise<Result<string>> {
  const all = await roleList(db)
  const found = roleCalled(written, all)
  if (found) return ok(found)
  const text = [...written].slice(0, 80).join('')
  const [close = ''] = nearest(folded(text), all.flatMap(callings))
  return refuse('team.role_unknown', { role: text, nearest: roleCalled(close, all) ?? close, all: all })
}
