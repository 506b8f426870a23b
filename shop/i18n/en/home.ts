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
  'home.orders': 'Newest orders',
  'home.sales': 'Sales, 7 days',
  'home.you_are': 'You are: {roles}',
  'home.as_of': 'As of {at}. Open this tab again to bring it up to date.',
} as const
