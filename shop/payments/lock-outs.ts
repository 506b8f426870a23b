import type { Db } from '../../db/tables/index.ts'
import type { Member } from '../access/member.ts'
import { membersWho } from '../access/members.ts'
import type { Permission } from '../access/permissions.ts'
import { type MethodRules, STOREFRONT } from './rules.ts'

/** Whom the roles of a method would keep out, unnoticed: said before it is saved. Words: `payment.warning.CODE`. */
export type LockOut = 'you_out' | 'only_admins' | 'no_customers' | 'nobody_refunds'

/** Whom a change of a method's roles keeps out; empty where nobody is, or was already. */
export async function lockOuts(
  db: Db,
  member: Member,
  before: MethodRules,
  after: MethodRules,
  now: Temporal.Instant,
): Promise<LockOut[]> {
  const changed = (name: 'configureRoles' | 'takeRoles' | 'refundRoles') =>
    after[name].length > 0 && after[name].join() !== before[name].join()
  const held = async (permission: Permission, roles: readonly string[]) =>
    (await membersWho(db, permission, now)).some((one) => one.roles.some((role) => roles.includes(role)))
  const { configureRoles, takeRoles, refundRoles } = after
  const configuring = changed('configureRoles')
  const you = [...configureRoles, 'admin'].some((role) => member.roles.includes(role))
  return [
    ...(configuring && !you ? (['you_out'] as const) : []),
    ...(configuring && !(await held('payment.configure', configureRoles)) ? (['only_admins'] as const) : []),
    ...(changed('takeRoles') && !takeRoles.includes(STOREFRONT) ? (['no_customers'] as const) : []),
    ...(changed('refundRoles') && !(await held('refund.request', refundRoles)) ? (['nobody_refunds'] as const) : []),
  ]
}
