/** Storefronts: why something that they told cannot be applied. */
export const intake = {
  'storefront.open_title': 'What storefronts told that is not applied',
  'storefront.open_empty': 'Everything that storefronts told is applied.',
  'storefront.replay': 'Apply again',
  'storefront.dismiss': 'Dismiss',
  'storefront.dismiss_confirm': 'This {type} will not be applied, and is listed no more.',
  'storefront.state.applied': 'applied',
  'storefront.state.waiting': 'waits',
  'storefront.state.refused': 'not applied',
  'storefront.state.dismissed': 'dismissed; it can still be applied by its id',
  'usage.backroom.events': '`{slash}backroom events` lists what storefronts told that is not applied',
  'usage.backroom.replay': '`{slash}backroom replay ID` applies one of these again, once what was wrong is mended',
  'usage.backroom.dismiss': '`{slash}backroom dismiss ID` puts one of these away that will never be applied',
  'refusal.intake.guests_refused': 'Register to order.',
  'refusal.intake.number_taken':
    'The number `{number}` is another customer’s order. Send the order under a number of its own.',
  'refusal.intake.total_changed': 'The price has changed: {total} now, {agreed} before. Look at it again.',
  'refusal.intake.unreadable': 'The event cannot be read at `{field}`: {problem}.',
  'refusal.intake.type_unknown': 'There is no event `{type}`.',
  'refusal.intake.future': 'The event is of {timestamp}, and it is {now}: set the clock of the storefront.',
  'refusal.intake.event_unknown': 'There is no event `{id}`.',
  'refusal.intake.product_incomplete': 'Goods `{sku}` are not known yet, and this event lacks their name or price.',
  'refusal.intake.rate_missing':
    'There is no rate from {currency} to {shop}: send the order’s `rate`, or set one with `{slash}payments rate {currency} RATE`, and apply it again.',
  'refusal.intake.shipment_unknown': 'Order `{order}` has no shipment `{shipment}` yet.',
  'refusal.intake.not_of_order': 'Order `{order}` has no goods `{sku}`.',
} as const
