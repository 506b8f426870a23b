/** Changes of settings that come by themselves. */
export const settingsSchedule = {
  'settings.from': 'from {from}',
  'settings.from_until': 'from {from} until {until}',
  'settings.at_date': 'On (leave empty for at once)',
  'settings.at_time': 'At',
  'settings.at_hint': 'A day on the shop’s clock: {zone}.',
  'settings.until_date': 'Until (leave empty to stay)',
  'settings.until_time': 'Until, at',
  'settings.until_hint': 'Then it is set back. A day without a time counts whole, on the clock of {zone}.',
  'settings.scheduled_line': '`#{id}`  *{name}* → *{value}* {when}',
  'settings.scheduled_by': 'Scheduled by {who}.',
  'settings.scheduled_title': 'Scheduled changes',
  'settings.scheduled_empty':
    'Nothing is scheduled. `{slash}settings set KEY VALUE at 2026-12-24 18:00` schedules a change.',
  'settings.schedule.waiting': 'Scheduled',
  'settings.schedule.in_force': 'In force',
  'settings.schedule.done': 'Done',
  'settings.schedule.refused': 'Not made',
  'settings.schedule.cancelled': 'Cancelled',
  'settings.cancel': 'Cancel the change',
  'usage.settings.scheduled': '`{slash}settings scheduled` lists what changes by itself',
  'usage.settings.cancel': '`{slash}settings cancel 3` keeps a scheduled change from coming',
  'refusal.setting.when_malformed':
    '“{text}” is no moment. Write `at 2026-12-24 18:00 until 2026-12-27 00:00`, on the clock of {zone}.',
  'refusal.setting.when_past': '{at} has passed. Choose a later moment, or change it at once.',
  'refusal.setting.when_too_far': 'A change is scheduled at most {days, number} days ahead.',
  'refusal.setting.until_before': 'The end is not after the beginning, {at}. Choose a later end.',
  'refusal.setting.when_taken':
    '“{key}” is scheduled already for that time: `#{id}`, {ends, select, yes {from {at} until {until}} other {at {at}}}. Choose another time{state, select, waiting {, or take that one back first: `{slash}settings cancel {id}`} other {}}.',
  'refusal.setting.schedule_unknown': 'Nothing is scheduled as `{number}`. `{slash}settings scheduled` lists what is.',
  'refusal.setting.schedule_over':
    '`{number}` has come already, or was cancelled. `{slash}settings undo` takes a change back.',
  'refusal.setting.schedule_missed':
    '“{key}” was not changed: its end, {at}, had passed before Backroom was running again.',
  'refusal.setting.scheduler_gone': '{member}, who scheduled this, may not change settings any more.',
  'refusal.setting.approval_needed':
    'Changes of “{key}” need somebody else’s approval, and this one has none. Ask for it with `{slash}settings set`.',
  'refusal.setting.changed_meanwhile': '“{key}” has been changed meanwhile, and stays as it is.',
  'refusal.setting.value_needed': 'Write or choose a value first.',
} as const
