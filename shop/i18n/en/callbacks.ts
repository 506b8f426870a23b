/** Callbacks: what the storefront is told, and what becomes of it. */
export const callbacks = {
  'callback.open_title': 'What the storefront has not been told yet',
  'callback.open_empty': 'The storefront has been told everything.',
  'callback.open': 'Open the list',
  'callback.redrive': 'Send again',
  'callback.skip': 'Skip',
  'callback.skip_confirm': 'The storefront will never be told of this {type}. What waits behind it goes on.',
  'callback.redriven': '`{type}` of `{subject}` is sent again.',
  'callback.skipped': '`{type}` of `{subject}` is skipped; what waited behind it goes on.',
  'callback.state.dead':
    'given up after {attempts, plural, one {# attempt} other {# attempts}}; what follows it is held back',
  'callback.state.queued': 'being sent',
  'callback.state.again': 'tried again {when}',
  'callback.state.waiting': 'waits for those before it',
  'callback.alert':
    'The storefront did not take {count, plural, one {# callback} other {# callbacks}} for more than a day. What follows on the same orders and customers is held back. Mend the storefront, then send them again or skip them.',
  'callback.alert.over': 'Callbacks that the storefront had not taken were sent again or skipped.',
  'callback.alert.since': 'Since {when}',
  'usage.backroom.callbacks': '`{slash}backroom callbacks` lists what the storefront has not been told yet',
  'usage.backroom.redrive': '`{slash}backroom redrive ID` sends one of these again',
  'usage.backroom.skip': '`{slash}backroom skip ID` gives one of these up, so that what follows it goes on',
  'refusal.callback.answered': 'the storefront answered with status {status}',
  'refusal.callback.unreachable': 'the storefront cannot be reached: {why}',
  'refusal.callback.timed_out': 'the storefront did not answer in time',
  'refusal.callback.connection_refused': 'the storefront refused the connection: is its server running?',
  'refusal.callback.connection_broken': 'the connection to the storefront broke off',
  'refusal.callback.no_route':
    'there is no way to the storefront’s server from here: check the network and `SHOP_CALLBACK_URL`',
  'refusal.callback.name_unknown': 'the name of the storefront’s server cannot be found: check `SHOP_CALLBACK_URL`',
  'refusal.callback.not_trusted':
    'no secure connection to the storefront: its certificate is not valid, or it does not speak TLS',
  'refusal.callback.unknown': 'There is no callback `{id}`. `{slash}backroom callbacks` lists those that are open.',
  'refusal.callback.on_its_way': '`{id}` is being sent right now. Look again in a moment: `{slash}backroom callbacks`.',
  'refusal.callback.through': '`{id}` was delivered or skipped already; there is nothing left to do.',
  'refusal.callback.held_back': '`{id}` waits behind `{earlier}` of the same subject. Settle that one first.',
} as const
