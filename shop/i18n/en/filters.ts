/** What reports are cut down to. */
export const filters = {
  'report.filter.merchant': 'merchant {value}',
  'report.filter.category': 'category {value}',
  'report.filter.region': 'region {value}',
  'report.filter.method': 'paid by {value}',
  'report.form.filter.merchant': 'Only of one merchant',
  'report.form.filter.category': 'Only of one category',
  'report.form.filter.region': 'Only of one region',
  'report.form.filter.method': 'Only paid by one method',
  'report.form.filter_hint': 'By its name or code. Empty: all.',
  'report.usage.merchant': 'only the lines of one merchant, by its id or name',
  'report.usage.category': 'only the lines of one category and those below it, by its id or name',
  'report.usage.region': 'only orders of one region and what lies in it',
  'report.usage.method': 'only orders that something was paid for by one method',
  'refusal.report.not_by':
    'The report “{name}” is not made of one {filter, select, merchant {merchant} category {category} region {region} other {payment method}}: it has only the whole. Of one there are: {all}.',
  'refusal.question.no_value': 'After “{text}” comes its name or code, as in `for category tea`.',
  'refusal.report.region_unknown':
    'No order is of the region “{text}”.{count, plural, =0 {} other { Did you mean {nearest}?}} {known, plural, =0 {No order names one.} other {There are: {some}{more, plural, =0 {} other { and # more}}.}}',
} as const
