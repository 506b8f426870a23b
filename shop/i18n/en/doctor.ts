/** What Backroom says of its own condition. */
export const doctor = {
  'doctor.begun':
    'The examination has begun. How far it is, and what it finds, stands in your direct messages with Backroom.',
  'doctor.running': 'Examining…',
  'doctor.result': '{count, plural, =0 {All is well} one {# thing is wrong} other {# things are wrong}}',
  'doctor.again': 'Examine again',
  'doctor.took': '{ms, number} ms',
  'doctor.nothing': 'there is nothing yet to try it on',
  'doctor.alert': '{count, plural, one {# thing is} other {# things are}} wrong',
  'doctor.over': 'What the examination had found wrong is mended.',
  'doctor.since': 'Since {since}. Examined {at}, and every hour until all is well.',
  'doctor.test.settings': 'Settings',
  'doctor.test.quote': 'A quote',
  'doctor.test.payment': 'A payment check',
  'doctor.test.refund': 'A refund, undone',
  'doctor.test.report': 'A report',
  'doctor.test.rollups': 'The rollups, computed anew',
  'doctor.test.audit': 'The audit, from its first entry',
  'doctor.test.post': 'A post to the test channel, removed',
  'doctor.mend.settings': 'Look into the log of the program.',
  'doctor.mend.quote': 'Look at what is on sale (`{slash}product`), and at the promotions (`{slash}promo`).',
  'doctor.mend.payment': 'Look at the payment methods and their limits: `{slash}payments`.',
  'doctor.mend.refund':
    'Refunds of customers fail in the same way. Look at the payment methods’ rules for refunds: `{slash}payments`.',
  'doctor.mend.report':
    'Compute the figures anew with `npm run rollup`; if that does not help, look into the log of the program.',
  'doctor.mend.rollups':
    'Whoever runs the server names all with `npm run rollup -- verify`; `npm run rollup` computes them anew.',
  'doctor.mend.audit':
    'Somebody changed the audit in the database, or it was restored from a backup. `{slash}backroom audit` says where.',
  'doctor.mend.post': 'Create the channel and invite Backroom, or name another: `{slash}settings set channel.test`.',
  'home.doctor': '{count, plural, one {*# thing is wrong*} other {*# things are wrong*}} by the latest examination.',
  'usage.backroom.doctor': '`{slash}backroom doctor` examines settings and tries what the shop lives by',
  'refusal.doctor.no_method': 'No payment method takes {amount} from a customer.',
  'refusal.doctor.slack_refused': 'Slack refuses it: `{code}`.',
  'refusal.doctor.rollups_differ':
    '{count, plural, one {# row differs} other {# rows differ}} from a recompute, the first in {table}: {row}.',
  'refusal.doctor.audit_broken':
    '{count, plural, one {It is broken in one place, entry {place, number}.} other {It is broken in # places, the first is entry {place, number}.}}',
  'refusal.doctor.fault': 'It broke: {why}',
} as const
