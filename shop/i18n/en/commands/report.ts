/** What `/report` shows around the reports themselves. */
export const reportCommand = {
  'report.chart_coming': 'The chart comes below.',
  'report.window.today': 'Today',
  'report.window.yesterday': 'Yesterday',
  'report.window.7d': '7 days',
  'report.window.30d': '30 days',
  'report.compare.year': 'Compare with last year',
  'report.compare.previous': 'Compare with the period before',
  'report.schedules_title': 'Scheduled reports',
  'report.schedules_empty': 'None yet. `{slash}report schedule sales daily 09:00 #channel` sets one up.',
  'report.schedules_hint': 'Another: `{slash}report schedule payments weekly mon 08:30 #channel`.',
  'report.schedules_hint_own': 'Another: `{slash}report schedule sales weekly mon 08:30 #channel`.',
  'report.schedules_none': 'None yet.',
  'report.scheduled': 'Scheduled: *{report}* {schedule} ({zone}) in {channel}. Next: {next}.',
  'report.subscription': '*{id}*  {report}, {schedule} ({zone}), in {channel}, by {owner}',
  'report.paused': 'paused',
  'report.next': 'next {when}',
  'report.last': 'last {when}',
  'report.pause': 'Pause',
  'report.resume': 'Resume',
  'report.remove': 'Remove',
  'report.remove_confirm': 'It will no longer be posted. This cannot be undone, but you can schedule it again.',
  'report.removed': 'Removed: {report}, {schedule}.',
  'refusal.report.nothing_of_yours':
    'Your roles see only figures of your own, and there are none of you: you stand for no merchant. Ask an administrator where you should see those of the whole shop.',
  'usage.report.show':
    '`{slash}report sales [today|yesterday|7d|30d|FROM..TO]` shows sales; likewise `overview`, `products`, `stock`, `orders`, `refunds`, `customers`, `merchants`; with `vs last year` beside the same dates then',
  'usage.report.payments':
    '`{slash}report payments [7d]` shows how the whole shop was paid; `promotions`, what they cost',
  'usage.report.schedule':
    '`{slash}report schedule sales daily 09:00 [#channel]` posts it regularly; also weekdays, weekly mon, monthly 1',
  'usage.report.list': '`{slash}report list` lists scheduled reports',
  'usage.report.pause': '`{slash}report pause ID`, `resume ID`, `remove ID` change one',
} as const
