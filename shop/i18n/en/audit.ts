/** Whether the audit is as it was written. */
export const audit = {
  'audit.title': 'Audit',
  'audit.whole':
    '{count, plural, =0 {Nothing is sealed yet.} one {The one entry is as it was written.} other {All # entries are as they were written.}}',
  'audit.broken': '{count, plural, one {It is broken in one place:} other {It is broken in # places:}}',
  'audit.changed': 'Entry {place, number} says something else than was sealed: {what}',
  'audit.changed_whole': 'Entry {place, number} is another than the head of its day, and so may be all before it.',
  'audit.missing':
    '{more, plural, =0 {Entry {place, number} is gone.} other {Entries {place, number} to {until, number} are gone.}}',
  'audit.head': 'Its head is entry {place, number}, `{mac}`.',
  'audit.unkeyed':
    '{count, plural, one {The first entry was} other {The first # entries were}} sealed without a key: who can write the database could have written them anew. Only heads posted in Slack show that.',
  'audit.no_key': 'There is no AUDIT_KEY: see docs/audit.md.',
  'audit.known': '`{head}` is entry {place, number} of this chain.',
  'audit.unknown':
    '`{head}` is nowhere in this chain. If it was posted by Backroom, the audit has been cut or written anew since.',
  'audit.day': 'The audit as the day began: entry {place, number}, `{mac}`',
  'audit.day_about':
    'With it, `{slash}backroom audit {mac}` shows later that nothing before it was cut or written anew.',
  'usage.backroom.audit': '`{slash}backroom audit [HEAD]` checks that nobody has changed the record of who did what',
  'audit.usage.about': 'Checks that nobody has changed the record of who did what.',
  'audit.usage.head': 'a head that was posted in the operations channel: whether the record still contains it',
} as const
