/** What customers of a storefront read where the words for the shop's people would be of no use to them. */
export const customers = {
  'customer.refusal.order.unknown': 'There is no order {number}. Check the number.',
  'customer.refusal.payment.off': 'It is not offered at the moment.',
  'customer.refusal.payment.unknown_method': 'There is no such way to pay. Choose another one.',
  'customer.refusal.payment.region_missing': 'It is offered only in {allowed}. Say where the order goes.',
  'customer.refusal.payment.region_not_allowed': 'It is not offered in {region}.',
  'customer.refusal.payment.region_refused': 'It is not offered in {region}.',
  'customer.refusal.payment.customer_missing': 'Register to use it.',
  'customer.refusal.payment.customer_used_up':
    'You have used it {uses, plural, one {once} other {# times}}, as often as is allowed.',
  'customer.refusal.payment.customer_day_used_up':
    'You have used it {uses, plural, one {once} other {# times}} today, as often as is allowed in a day.',
  'customer.refusal.payment.day_used_up': 'It is used up for today. Choose another one, or come back tomorrow.',
  'customer.refusal.payment.role_may_not_take': 'It is not offered here.',
  'customer.refusal.payment.no_rate': 'It does not take this currency at the moment.',
  'customer.refusal.payment.rate_stale': 'It does not take this currency at the moment.',
  'customer.refusal.promotion.group_taken': '{other} has applied, and they do not go together.',
  'customer.refusal.promotion.used_up': 'All places of {promotion} are taken.',
  'customer.refusal.promotion.sold_out': 'All pieces of {promotion} are sold.',
  'customer.refusal.promotion.few_left':
    'For {pieces, number} of {wanted, plural, one {# piece} other {# pieces}}: no more were left at this price.',
  'customer.refusal.promotion.budget_spent': 'What was set aside for {promotion} does not cover this basket any more.',
  'customer.refusal.promotion.customer_needed': 'Register to get it.',
} as const
