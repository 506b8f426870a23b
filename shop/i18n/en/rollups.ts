/** What `npm run rollup` says. */
export const rollups = {
  'rollup.usage': 'The sums that reports read in place of the orders.',
  'rollup.usage.rebuild':
    'computes them anew from the orders: all, or those of some local dates; stopped, it goes on where it was',
  'rollup.usage.verify': 'compares them with a recompute and names every row that differs',
  'rollup.done': '{parts, plural, one {# part} other {# parts}} of the rollups computed anew.',
  'rollup.right': 'The rollups are what the orders give.',
  'rollup.differs':
    '{count, plural, one {# row differs} other {# rows differ}}. `npm run rollup` computes the rollups anew.',
} as const
