/** How fresh a report is, and what is not in it. */
export const freshness = {
  'report.fresh': 'As of {at}. Days are those of {zone}.',
  'report.unfinished':
    '{days, plural, one {Today is} other {# days are}} not over yet; {against, select, year {the year before} other {the period before}} is counted whole.',
  'report.records_begin': 'The records begin on {day}.',
  'report.compared': 'Compared with {before}.',
  'report.rebuilding': 'All figures are being computed anew: those of the past may still change.',
  'report.other_zone':
    'The shop’s time zone has changed: until all figures are computed anew, reports are counted from the orders themselves and take longer.',
  'report.behind': 'Read from a replica that is {seconds, number} s behind.',
  'report.without_replica': 'The replica for reports cannot be asked now: read from the database itself.',
  'report.uncounted': 'Changes to {since} and later are not counted yet.',
  'report.no_past':
    'The records do not reach back over {against, select, year {the same dates a year ago} other {the period before}}.',
}
