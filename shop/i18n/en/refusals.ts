import { statusWord } from './orders.ts'
import { allowed } from './settings.ts'
import { restockStateWord } from './stock.ts'

/** What could not be done, why, and what to do next. */
export const refusals = {
  'refusal.amount.malformed':
    '“{text}” is not an amount in {currency}. Write digits alone{digits, plural, =0 {, without decimals} one {, with at most # decimal} other {, with at most # decimals}}, for example {example}.',
  'refusal.access.denied': 'You need the permission “{permission}” for this. Who can grant it: {grantors}.',
  'refusal.channel.unknown':
    'There is no channel #{channel} that Backroom can see. Create it, or invite the bot there with `/invite @Backroom`; then try again.',
  'refusal.channel.not_joined':
    'Backroom is not in #{channel}. Write `/invite @Backroom` there, then try again; or choose another channel.',
  'refusal.setting.unknown': 'There is no setting “{key}”.{near, select, yes { Nearest: {keys}.} other {}}',
  'refusal.setting.invalid.text': `“{text}” does not fit “{key}”. ${allowed['setting.allowed.text']}`,
  'refusal.setting.invalid.number': `“{text}” does not fit “{key}”. ${allowed['setting.allowed.number']}`,
  'refusal.setting.invalid.choice': `“{text}” does not fit “{key}”. ${allowed['setting.allowed.choice']}`,
  'refusal.setting.invalid.yes_no': `“{text}” does not fit “{key}”. ${allowed['setting.allowed.yes_no']}`,
  'refusal.setting.invalid.time': `“{text}” does not fit “{key}”. ${allowed['setting.allowed.time']}`,
  'refusal.setting.invalid.channel': `“{text}” does not fit “{key}”. ${allowed['setting.allowed.channel']}`,
  'refusal.setting.invalid.amount': `“{text}” does not fit “{key}”. ${allowed['setting.allowed.amount']}`,
  'refusal.setting.invalid.timezone': `“{text}” does not fit “{key}”. ${allowed['setting.allowed.timezone']}{near, select, yes { Nearest: {nearest}.} other {}}`,
  'refusal.setting.invalid.currency': `“{text}” does not fit “{key}”. ${allowed['setting.allowed.currency']}{near, select, yes { Nearest: {nearest}.} other {}}`,
  'refusal.setting.invalid.percent': `“{text}” does not fit “{key}”. ${allowed['setting.allowed.percent']}`,
  'refusal.setting.invalid.source': `“{text}” does not fit “{key}”. ${allowed['setting.allowed.source']}`,
  'refusal.setting.fixed': '“{key}” cannot change once there is an order.',
  'refusal.setting.rates_fixed':
    'Rates set by hand are in the currency that is to change. Take them back first, with `{slash}payments rate CODE auto`: {currencies}.',
  'refusal.setting.amounts_misfit': 'These amounts have more decimals than {currency}; change them first: {keys}.',
  'refusal.setting.nothing_to_undo': '“{key}” has no change to undo.',
  'refusal.stock.unknown_sku': 'There is no product `{sku}`.{count, plural, =0 {} other { Nearest: {nearest}.}}',
  'refusal.stock.untracked': 'The stock of `{sku}` is not tracked yet; book the first goods in to begin.',
  'refusal.stock.change_malformed':
    '“{text}” is no change of stock. Write a whole number, as +5 or -3, of at most {most, number}.',
  'refusal.stock.reason_needed': 'Say why the stock changes.',
  'refusal.stock.below_zero':
    '`{sku}` does not have that many to take away; {reserved, plural, =0 {none are} one {# is} other {# are}} promised to orders.',
  'refusal.stock.sold_out':
    '`{sku}`: {asked, number} wanted, {available, plural, =0 {none left to sell. Leave it out, or try again once it is restocked.} other {# left to sell. Take fewer, or try again once it is restocked.}}',
  'refusal.stock.level_malformed':
    '“{text}” is no level. Write a whole number up to {most, number}, or leave it empty to follow the settings.',
  'refusal.stock.levels_disordered':
    'Levels have to be ordered warning ≥ safety ≥ minimum; these would be {warning, number}, {safety, number}, {minimum, number}.',
  'refusal.order.none_in_message':
    'The message names no order of yours. Type `{slash}refund NUMBER`, or pick a message that carries an order number.',
  'refusal.stock.pieces_malformed':
    '“{text}” is no number of pieces. Write a whole number from {least, number} to {most, number}, in plain digits.',
  'refusal.restock.unknown':
    'There is no request for new goods with the number {id}. `{slash}stock restocks` lists them.',
  'refusal.restock.over': `The request for \`{sku}\` is over: ${restockStateWord('state')}. \`{slash}stock restock {sku}\` asks anew.`,
  'refusal.restock.already_asked':
    'New `{sku}` have been asked for, and the answer is awaited. `{slash}stock restocks` shows it.',
  'refusal.restock.reason_needed': 'Say why it cannot be sent.',
  'refusal.restock.day_malformed':
    '“{text}” is no day from {today} on. Choose the day on which the goods arrive, as 2026-03-31.',
  'refusal.count.category_unknown':
    'There are no goods of the category “{category}”.{count, plural, =0 {} other { Nearest: {nearest}.}} `{slash}stock count` lists the categories.',
  'refusal.count.meanwhile':
    '{member} has counted or adjusted `{sku}` meanwhile: {pieces, number} on hand. Open the sheet again and look whether anything is still to be booked.',
  'refusal.count.list_length': 'Name from 1 to {most, number} SKUs at once, separated by spaces or commas.',
  'refusal.count.nothing_counted': 'Nothing was counted. Write at least one number; 0 where nothing is left.',
  'refusal.count.unknown': 'There is no count with the number {id}. `{slash}stock counts` lists them.',
  'refusal.photo.no_picture': 'That is no picture that can be read. Send a photo as JPEG or PNG.',
  'refusal.photo.too_large': 'The picture is too large. Send one of at most 12 MB and 50 megapixels.',
  'refusal.photo.no_code':
    'I see no order code in this picture. Hold the camera straight above the whole code, in good light, or type `{slash}order NUMBER`.',
  'refusal.photo.unknown_code':
    'The code says “{text}”, which is no order number and no tracking number that you may see.',
  'refusal.order.unknown': 'There is no order `{number}`.{count, plural, =0 {} other { Nearest: {nearest}.}}',
  'refusal.order.wrong_status': `Order \`{number}\` is ${statusWord('status')}; it cannot become ${statusWord('to')}.`,
  'refusal.order.partly_shipped': 'Part of order `{number}` has been shipped; it cannot be cancelled any more.',
  'refusal.order.already_cancelled':
    'Order `{number}` is cancelled already. `{slash}order {number}` shows what became of its money.',
  'refusal.order.too_late_to_cancel': `{partly, select, yes {Part of order \`{number}\` has been shipped} other {Order \`{number}\` is ${statusWord('status')}}}, so it cannot be cancelled any more. Give money back with \`{slash}refund {number}\`.`,
  'refusal.order.money_changed':
    'Meanwhile money came in or went back for order `{number}`. Look at what cancelling does now.',
  'refusal.order.nothing_to_ship': 'Nothing of order `{number}` is left for you to ship.',
  'refusal.order.all_shipped':
    'All of order `{number}` has left already. `{slash}order track {number}` shows where its parcels are.',
  'refusal.order.line_unknown': 'Order `{number}` has no line {line, number}; it has {lines}.',
  'refusal.order.line_twice': 'Line {line, number} is named twice; name it once, with all its pieces.',
  'refusal.order.line_left':
    'Of line {line, number} of order `{number}` {left, plural, =0 {nothing is} one {# piece is} other {# pieces are}} left to ship.',
  'refusal.order.no_pieces': 'Say of at least one line how many pieces, from 1.',
  'refusal.order.tracking_long': 'A tracking number has at most {most, number} characters.',
  'refusal.order.payment_captured':
    'Payment `{payment}` of order `{number}` has been captured; it cannot fail any more.',
  'refusal.order.number_malformed': '“{number}” is no order number: letters, digits, `.`, `_` and `-`, at most 64.',
  'refusal.order.no_items': 'An order has from 1 to {most, number} lines.',
  'refusal.order.quantity_malformed': 'The quantity of `{sku}` has to be a whole number from 1 to {most, number}.',
  'refusal.order.price_needed': '`{sku}` is priced in {currency}; an order in another currency has to name its price.',
  'refusal.order.figures_misfit':
    'Prices, discounts, shipping, tax and payments cannot be negative, and discounts not exceed the price.',
  'refusal.order.status_unknown':
    'There is no status “{text}”.{near, select, yes { Did you mean {nearest}?} other {}} There are: {all}.',
  'refusal.order.held':
    'Order `{number}` is on hold since {at}, by {by, select, member {{member}} other {a rule}}: “{because, select, customer_cancels {the customer wants to cancel} other {{because}}}”. `{slash}order release {number}` lets it be shipped.',
  'refusal.order.hold_reason_needed': 'Say why the order has to wait.',
  'refusal.order.not_to_hold': `Order \`{number}\` is ${statusWord('status')}; only one that has not left can be held.`,
  'refusal.order.tag_needed': 'Name at least one tag, as in `{slash}order tag 1042 vip`.',
  'refusal.order.not_assignable':
    '{member} cannot see all orders. Choose somebody of the team, or give them a role that can.',
  'refusal.exception.unknown': 'There is no exception “{text}”. `{slash}order exceptions` lists those that are open.',
  'refusal.exception.kind_unknown':
    '“{text}” is no kind of exception. There are: late_shipment, overdue_delivery, address_problem, short_stock, suspected_fraud.',
  'refusal.exception.note_needed': 'Say what is wrong.',
  'refusal.exception.question_needed': 'Write the question.',
  'refusal.exception.reason_needed': 'Say why it is late; the customer is told.',
  'refusal.exception.day_malformed':
    '“{text}” is no day from {today} on. Choose the day by whose end the goods leave, as 2026-03-31.',
  'refusal.exception.open_already':
    'That is open already for order `{number}`. `{slash}order exceptions {kind}` shows it.',
  'refusal.exception.closed': '`{ref}` is over. `{slash}order exceptions` lists what is open.',
  'refusal.rule.unknown': 'There is no rule “{text}”. `{slash}order rules` lists them.',
  'refusal.rule.name_malformed': 'Give it a name of at most {most} characters.',
  'refusal.rule.list_malformed': 'Write from 1 to {most} entries of at most 120 characters, between commas.',
  'refusal.rule.choice_unknown': '“{text}” cannot be chosen here.',
  'refusal.rule.text_malformed': 'Write at most {most} characters that can be seen.',
  'refusal.rule.no_action': 'Fill in what is to be done: a tag, a hold, an assignment, shipping or delivery.',
  'refusal.rule.ships_unpaid': 'What is not paid is not sent: choose “paid”.',
  'refusal.rule.totals_crossed': 'No order fits: this is below what the total is from.',
  'refusal.rule.not_assignable':
    'They cannot see all orders. Choose somebody of the team, or give them a role that can.',
  'refusal.rule.too_many': 'There are {most} rules already; edit one of them.',
  'refusal.order.filter_twice': 'The filter {name}: stands there twice; leave one of them.',
  'refusal.order.filter_malformed':
    '“{text}” is no filter. Use status:, customer:, sku:, tag:, assigned:, merchant:, category:, region:, method:, late:shipment, since:, until: (a date as 2026-03-31, today, yesterday or 7d), or words.',
  'refusal.approval.unknown': 'Nothing waits for a decision under `{subject}`.',
  'refusal.approval.already_approved': '`{subject}` was approved by {member}, {at}.',
  'refusal.approval.already_rejected': '`{subject}` was rejected by {member}, {at}: {reason}',
  'refusal.approval.automatic': '`{subject}` needed no approval; it was approved {at}.',
  'refusal.approval.already_expired': '`{subject}` expired {at} without a decision.',
  'refusal.approval.already_withdrawn': '`{subject}` was withdrawn {at}.',
  'refusal.approval.you_approved': 'You approved `{subject}` {at}; it waits for someone with another role.',
  'refusal.approval.own_request': 'You requested `{subject}` yourself; someone else has to decide.',
  'refusal.approval.info_awaited': '`{subject}` waits for an answer to a question; the decision follows it.',
  'refusal.approval.no_question': 'Nobody asked for information about `{subject}`.',
  'refusal.approval.over_limit':
    '`{subject}` comes to {amount} with the earlier refunds of its order; that is above what your roles may decide. Managers and admins can.',
  'refusal.approval.same_role':
    '`{subject}` has been approved by the role {role}; the second approval has to come by another role.',
  'refusal.approval.reason_needed': 'Say why you reject it.',
  'refusal.approval.question_needed': 'Write what you want to know.',
  'refusal.approval.answer_needed': 'Write the answer.',
  'refusal.approval.not_yours': 'Only who requested `{subject}` can withdraw it.',
  'refusal.refund.unknown':
    'Order `{number}` has no refund {refund}.{count, plural, =0 { It has none at all.} other { It has {refunds}.}}',
  'refusal.refund.none_waits': 'No refund of order `{number}` waits for a decision.',
  'refusal.refund.several_wait': 'Several refunds of order `{number}` wait; name one of {refunds}.',
  'refusal.refund.nothing_left': 'Nothing of order `{number}` is left to refund.',
  'refusal.refund.too_much': '{asked} is more than the {left} left to refund of order `{number}`.',
  'refusal.refund.zero': 'A refund has to be more than zero.',
  'refusal.refund.reason_needed': 'Say why the money goes back.',
  'refusal.refund.not_failed': 'Refund `{number}` has not failed; there is nothing to submit again.',
} as const
