/** What could not be done, why, and what to do next. */
export const refusals = {
  'refusal.amount.malformed':
    '“{text}” is not an amount in {currency}. Write digits with at most {digits, plural, =0 {no decimals} one {# decimal} other {# decimals}}, for example {example}.',
  'refusal.access.denied': 'You need the permission `{permission}` for this. {grantors} can grant it.',
  'refusal.setting.unknown': 'There is no setting `{key}`.{nearest}',
  'refusal.setting.invalid': '{problem}',
  'refusal.setting.fixed': '`{key}` cannot change once there is an order.',
  'refusal.setting.nothing_to_undo': '`{key}` has no change to undo.',
} as const
