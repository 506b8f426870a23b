/** App Home. */
export const home = {
  'home.today': 'Today',
  'home.waiting': 'What waits',
  'home.refunds':
    '{mine, plural, =0 {No refund waits for you} one {*# refund* waits for you} other {*# refunds* wait for you}} ({all, number} in all).',
  'home.open_refunds': 'Refunds',
  'home.low_stock':
    '{count, plural, =0 {Nothing is below its safety level.} one {*# product* is below its safety level.} other {*#{more, select, yes {+} other {}} products* are below their safety levels.}}',
  'home.restocks':
    '{count, plural, one {*# request for new goods* waits} other {*# requests for new goods* wait}} for an answer.',
  'home.open_low_stock': 'Low stock',
  'home.events':
    '{count, plural, =0 {Everything that storefronts told is applied.} one {*# event* of a storefront is not applied.} other {*#{more, select, yes {+} other {}} events* of storefronts are not applied.}}',
  'home.open_events': 'Storefront events',
  'home.reviews':
    '{count, plural, =0 {No review waits for a look.} one {*# review* waits for a look.} other {*#{more, select, yes {+} other {}} reviews* wait for a look.}}',
  'home.open_reviews': 'Reviews',
  'home.prices': '{count, plural, one {*# price* waits for you} other {*# prices* wait for you}}.',
  'home.open_prices': 'Prices',
  'home.orders': 'Newest orders',
  'home.sales': 'Sales, 7 days',
  'home.you_are': 'You are: {roles}',
  'home.as_of': 'As of {at}. Open this tab again to bring it up to date.',
} as const
