/** Every permission. Dotted: the thing, then the verb. */
export const permissions = [
  'catalogue.view',
  'stock.view',
  'stock.adjust',
  'product.edit',
  'order.view',
  'order.process',
  'order.ship',
  'refund.request',
  'refund.approve',
  'support.answer',
  'support.lead',
  'promotion.manage',
  'review.reply',
  'settings.view',
  'settings.change',
  'payment.configure',
  'report.view',
  'report.schedule',
  'team.manage',
  'audit.view',
  'team.view',
  'team.grant',
  'storefront.manage',
  'review.moderate',
  'stock.count',
  'stock.restock',
  'price.approve',
  'payment.approve',
  'team.approve',
  'settings.approve',
  'settings.remark',
  'doctor.run',
  'order.automate',
  'alert.manage',
] as const

export type Permission = (typeof permissions)[number]

/** `own`: a merchant's own goods and order lines, an agent's own figures. */
export type Reach = 'all' | 'own'
