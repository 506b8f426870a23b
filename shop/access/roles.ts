import type { Permission, Reach } from './permissions.ts'

/** The roles as shipped; own ones beside them are rows of `own_roles`. A member without any is a visitor. */
export const roles = ['admin', 'manager', 'approver', 'senior_support', 'support', 'merchant', 'visitor'] as const
export type Role = (typeof roles)[number]

/** Whether a role is a shipped one. */
export const isRole = (text: string): text is Role => (roles as readonly string[]).includes(text)

type Rights = Partial<Record<Permission, Reach>>

const visitor: Rights = { 'catalogue.view': 'all' }
const colleague: Rights = { ...visitor, 'stock.view': 'all', 'order.view': 'all', 'settings.remark': 'all' }
const support: Rights = { ...colleague, 'refund.request': 'all', 'support.answer': 'all', 'report.view': 'own' }
const manager: Rights = {
  ...colleague,
  'stock.adjust': 'all',
  'product.edit': 'all',
  'order.process': 'all',
  'order.ship': 'all',
  'order.automate': 'all',
  'refund.request': 'all',
  'refund.approve': 'all',
  'support.lead': 'all',
  'promotion.manage': 'all',
  'review.reply': 'all',
  'settings.view': 'all',
  'settings.change': 'all',
  'payment.configure': 'all',
  'report.view': 'all',
  'report.schedule': 'all',
  'alert.manage': 'all',
  'audit.view': 'all',
  'review.moderate': 'all',
  'stock.count': 'all',
  'stock.restock': 'all',
  'price.approve': 'all',
  'payment.approve': 'all',
  'settings.approve': 'all',
}

const team: Rights = { 'team.view': 'all', 'team.grant': 'all', 'team.manage': 'all', 'team.approve': 'all' }

/** What each role may do as shipped; admins depart from it per role in `role_permissions`. */
export const shippedRights: Record<Role, Rights> = {
  admin: { ...manager, 'support.answer': 'all', ...team, 'storefront.manage': 'all', 'doctor.run': 'all' },
  manager,
  approver: { ...colleague, 'refund.approve': 'all', 'price.approve': 'all', 'report.view': 'all' },
  senior_support: {
    ...support,
    'order.process': 'all',
    'order.ship': 'all',
    'support.lead': 'all',
    'report.view': 'all',
  },
  support,
  merchant: {
    ...visitor,
    'stock.view': 'own',
    'stock.adjust': 'own',
    'product.edit': 'own',
    'order.view': 'own',
    'order.ship': 'own',
    'refund.request': 'own',
    'review.reply': 'own',
    'report.view': 'own',
    'report.schedule': 'own',
    'alert.manage': 'own',
    'stock.count': 'own',
    'settings.remark': 'all',
  },
  visitor,
}

/** Whether `own` of a permission means a merchant's things. An agent's own figures are none. */
export const ownOfMerchant = (permission: Permission): boolean =>
  shippedRights.merchant[permission] === 'own' && shippedRights.support[permission] !== 'own'

/** How far a permission can reach: to one's own things only where a shipped role has it so, since only there it is heeded. */
export const reachesOf = (permission: Permission): readonly Reach[] =>
  roles.some((role) => shippedRights[role][permission] === 'own') ? ['own', 'all'] : ['all']
