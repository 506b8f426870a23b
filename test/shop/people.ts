import { type Member, rightsOf } from '../../shop/access/member.ts'
import type { Role } from '../../shop/access/roles.ts'

/** A member as a session gives one, with the shipped rights of these roles. */
export const person = (id: string, roles: Role[], merchant: string | null = null): Member => ({
  id,
  name: id,
  locale: 'en',
  timezone: 'UTC',
  roles,
  merchant,
  rights: rightsOf(roles, []),
})

export const manager = person('UMANAGER', ['manager'])
export const admin = person('UADMIN', ['admin'])
export const approver = person('UAPPROVER', ['approver'])
export const support = person('USUPPORT', ['support'])
export const visitor = person('UVISITOR', [])
export const merchant = (id: string) => person(`U${id}`, ['merchant'], id)
