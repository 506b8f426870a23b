/** Storefronts: why something that they told cannot be applied. */
export const intake = {
  'storefront.open_title': 'What storefronts told that is not applied',
  'storefront.open_empty': 'Everything that storefronts told is applied.',
  'storefront.replay': 'Apply again',
  'storefront.state.applied': 'applied',
  'storefront.state.waiting': 'waits',
  'storefront.state.refused': 'not applied',
  'usage.backroom.events': '`{slash}backroom events` lists what storefronts told that is not applied',
  'usage.backroom.replay': '`{slash}backroom replay ID` applies one of these again, once what was wrong is mended',
  'refusal.intake.unreadable': 'The event cannot be read at `{at}`: {problem}.',
  'refusal.intake.type_unknown': 'There is no event `{type}`.',
  'refusal.intake.future': 'The event is of {timestamp}, and it is {now}: set the clock of the storefront.',
  'refusal.intake.event_unknown': 'There is no event `{id}`.',
  'refusal.intake.product_incomplete': 'Goods `{sku}` are not known yet, and this event lacks their name or price.',
  'refusal.intake.rate_missing': 'An order in {currency} has to name its `rate` to the shop’s currency.',
  'refusal.intake.shipment_unknown': 'Order `{order}` has no shipment `{shipment}` yet.',
  'refusal.intake.not_of_order': 'Order `{order}` has no goods `{sku}`.',
} as const
