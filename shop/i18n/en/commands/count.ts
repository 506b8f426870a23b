/** What `/stock` shows of counts. */
export const countCommand = {
  'count.button': 'Count…',
  'count.start_title': 'Count stock',
  'count.start': 'Begin',
  'count.category': 'Category',
  'count.category_hint': 'What was counted longest ago comes first, up to 20 at once; again goes on with the next.',
  'count.list': 'Or these SKUs',
  'count.list_hint': 'Up to 20, separated by spaces or commas.',
  'count.sheet_title': 'Stock count',
  'count.sheet_hint':
    'Write what you find, promised goods included. What is left empty was not counted. What is sold or comes in while you count is taken into account.',
  'count.expected': 'The books have {expected, number}.',
  'count.found': '`{sku}`: {expected, number} expected, {counted, number} counted, *{change}*',
  'count.unexplained':
    '{count, plural, one {# product differs} other {# products differ}} from the books. Say why; then the difference is booked.',
  'count.reason_hint': 'For example: breakage, wrong delivery, theft. It stays in the ledger.',
  'count.title': 'Count {number}',
  'count.summary':
    '{lines, plural, one {# product} other {# products}} counted, {differing, plural, =0 {none differs} one {# differs} other {# differ}}, {pieces} in all',
  'count.more': 'Count more…',
  'count.history': 'Counts',
  'count.empty': 'Nothing has been counted yet. `{slash}stock count` begins.',
  'usage.stock.count':
    '`{slash}stock count SKU 12 [reason]` books what you counted; `{slash}stock count SKU SKU`, `category NAME` or nothing opens a sheet',
  'usage.stock.counts': '`{slash}stock counts` lists what was counted and what differed',
} as const
