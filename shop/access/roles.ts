import type { Permission, Reach } from './permissions.ts'

/** The roles as shipped. A member without any is a visitor. */
export const roles = ['admin', 'manager', 'approver', 'senior_support', 'support', 'merchant', 'visitor'] as const
export type Role = (typeof roles)[number]

export const isRole = (text: string): text is Role => (roles as readonly string[]).includes(text)

type Rights = Partial<Record<Permission, Reach>>

const visitor: Rights = { 'catalogue.view': 'all' }
const colleague: Rights = { ...visitor, 'stock.view': 'all', 'order.view': 'all' }
const support: Rights = { ...colleague, 'refund.request': 'all', 'support.answer': 'all', 'report.view': 'own' }
const manager: Rights = {
  ...colleague,
  'stock.adjust': 'all',
  'product.edit': 'all',
  'order.process': 'all',
  'order.ship': 'all',
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
  'audit.view': 'all',
}

/** What each role may do as shipped; admins depart from it per role in `role_permissions`. */
export const shippedRights: Record<Role, Rights> = {
  admin: { ...manager, 'support.answer': 'all', 'team.manage': 'all', 'storefront.manage': 'all' },
  manager,
  approver: { ...colleague, 'refund.approve': 'all', 'report.view': 'all' },
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
  },
  visitor,
}
