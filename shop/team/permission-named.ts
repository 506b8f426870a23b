import { type Permission, permissions } from '../access/permissions.ts'
import { locales, t } from '../i18n/index.ts'
import { nearest } from '../nearest.ts'
import { ok, type Result, refuse } from '../result.ts'

const folded = (text: string): string => text.normalize('NFKC').trim().toLowerCase()

/** What a permission may be called by: its name, or its words in any language. */
const callings = (permission: Permission): string[] => [
  permission,
  ...locales.map((locale) => folded(t(locale, `permission.${permission}`))),
]

/** The permissions that are called most like what was written. */
function nearestPermissions(text: string): Permission[] {
  const near = nearest(text, permissions.flatMap(callings), 6)
  return [...new Set(near.flatMap((name) => permissions.find((one) => callings(one).includes(name)) ?? []))].slice(0, 3)
}

/** The permission that a person means. Refuses an unknown one with the nearest. */
export function permissionNamed(written: string): Result<Permission> {
  const found = permissions.find((permission) => callings(permission).includes(folded(written)))
  if (found) return ok(found)
  const text = [...written].slice(0, 80).join('')
  return refuse('team.permission_unknown', { text, permissions: nearestPermissions(folded(text)) })
}
