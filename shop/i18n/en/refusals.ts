import { allowed } from './settings.ts'

/** What could not be done, why, and what to do next. */
export const refusals = {
  'refusal.amount.malformed':
    '“{text}” is not an amount in {currency}. Write digits with at most {digits, plural, =0 {no decimals} one {# decimal} other {# decimals}}, for example {example}.',
  'refusal.access.denied': 'You need the permission `{permission}` for this. {grantors} can grant it.',
  'refusal.setting.unknown': 'There is no setting `{key}`. Nearest: {nearest}.',
  'refusal.setting.invalid.text': `“{text}” does not fit \`{key}\`. ${allowed['setting.allowed.text']}`,
  'refusal.setting.invalid.number': `“{text}” does not fit \`{key}\`. ${allowed['setting.allowed.number']}`,
  'refusal.setting.invalid.choice': `“{text}” does not fit \`{key}\`. ${allowed['setting.allowed.choice']}`,
  'refusal.setting.invalid.yes_no': `“{text}” does not fit \`{key}\`. ${allowed['setting.allowed.yes_no']}`,
  'refusal.setting.invalid.time': `“{text}” does not fit \`{key}\`. ${allowed['setting.allowed.time']}`,
  'refusal.setting.invalid.channel': `“{text}” does not fit \`{key}\`. ${allowed['setting.allowed.channel']}`,
  'refusal.setting.invalid.amount': `“{text}” does not fit \`{key}\`. ${allowed['setting.allowed.amount']}`,
  'refusal.setting.invalid.timezone': `“{text}” does not fit \`{key}\`. ${allowed['setting.allowed.timezone']} Nearest: {nearest}.`,
  'refusal.setting.invalid.currency': `“{text}” does not fit \`{key}\`. ${allowed['setting.allowed.currency']} Nearest: {nearest}.`,
  'refusal.setting.fixed': '`{key}` cannot change once there is an order.',
  'refusal.setting.amounts_misfit': 'These amounts have more decimals than {currency}; change them first: {keys}.',
  'refusal.setting.nothing_to_undo': '`{key}` has no change to undo.',
} as const
