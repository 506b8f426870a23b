/** Returns and exchanges that customers ask for, and what they write. */
export const returns = {
  'return.kind.return': 'Return',
  'return.kind.exchange': 'Exchange',
  'return.state.requested': 'requested',
  'return.state.approved': 'approved',
  'return.state.received': 'received',
  'return.state.accepted': 'accepted',
  'return.state.refused': 'refused',
  'return.return_wanted': 'A customer wants to send goods of order {order} back',
  'return.exchange_wanted': 'A customer wants to exchange goods of order {order}',
  'return.instead': 'for {sku}',
  'return.open_order': 'Open the order',
  'order.returns': 'Returns and exchanges',
  'order.event.return_requested': 'Return {return} of {pieces, plural, one {# piece} other {# pieces}} requested',
  'order.event.exchange_requested': 'Exchange {return} of {pieces, plural, one {# piece} other {# pieces}} requested',
  'refusal.intake.nothing_to_return':
    'Order `{order}` has not so many such goods that were shipped and are not asked back already.',
  'customer.rating': '{who} rates the shop',
  'customer.rating_of_order': '{who} rates how order {order} was served',
  'customer.open_order': 'Open the order',
  'setting.channel.support': 'Support channel',
  'setting.channel.support.about': 'Where what customers write and how they rate the shop arrives.',
} as const
