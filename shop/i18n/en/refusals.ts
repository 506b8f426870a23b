import { statusWord } from './orders.ts'
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
  'refusal.stock.unknown_sku': 'There is no product `{sku}`. Nearest: {nearest}.',
  'refusal.stock.untracked': 'The stock of `{sku}` is not tracked yet; book the first goods in to begin.',
  'refusal.stock.change_malformed':
    '“{text}” is no change of stock. Write a whole number, as +5 or -3, of at most {most, number}.',
  'refusal.stock.reason_needed': 'Say why the stock changes.',
  'refusal.stock.below_zero':
    '`{sku}` does not have that many to take away; {reserved, plural, =0 {none are} one {# is} other {# are}} promised to orders.',
  'refusal.stock.sold_out': '`{sku}`: {asked, number} wanted, {available, number} left to sell.',
  'refusal.stock.level_malformed':
    '“{text}” is no level. Write a whole number up to {most, number}, or leave it empty to follow the settings.',
  'refusal.stock.levels_disordered':
    'Levels have to be ordered warning ≥ safety ≥ minimum; these would be {warning, number}, {safety, number}, {minimum, number}.',
  'refusal.order.unknown': 'There is no order `{number}`. Nearest: {nearest}.',
  'refusal.order.wrong_status': `Order \`{number}\` is ${statusWord('status')}; it cannot become ${statusWord('to')}.`,
  'refusal.order.partly_shipped': 'Part of order `{number}` has been shipped; it cannot be cancelled any more.',
  'refusal.order.nothing_to_ship': 'Order `{number}` has no such goods left to ship.',
  'refusal.order.payment_captured':
    'Payment `{payment}` of order `{number}` has been captured; it cannot fail any more.',
  'refusal.order.number_malformed': '“{number}” is no order number: letters, digits, `.`, `_` and `-`, at most 64.',
  'refusal.order.no_items': 'An order has from 1 to {most, number} lines.',
  'refusal.order.quantity_malformed': 'The quantity of `{sku}` has to be a whole number from 1 to {most, number}.',
  'refusal.order.price_needed': '`{sku}` is priced in {currency}; an order in another currency has to name its price.',
  'refusal.order.figures_misfit':
    'Prices, discounts, shipping, tax and payments cannot be negative, and discounts not exceed the price.',
  'refusal.order.filter_malformed':
    '“{text}” is no filter. Use status:, customer:, sku:, since:, until: (a date as 2026-03-31, today, yesterday or 7d), or words.',
} as const
