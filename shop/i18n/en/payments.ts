/** Payment methods and exchange rates: the fields of a method, why one does not apply, and what cannot be done. */
export const payments = {
  'role.storefront': 'storefront',
  'payment.field.currencies': 'Currencies',
  'payment.field.currencies.hint': 'Codes, as CNY, USD. Empty: every currency.',
  'payment.field.amounts': 'Least and greatest amount',
  'payment.field.amounts.hint':
    'One currency a line: code, least, greatest, as CNY 1 50000. A - stands for no bound. A currency without a line has none.',
  'payment.field.allowedRegions': 'Allowed regions',
  'payment.field.allowedRegions.hint':
    'As orders name them, separated by commas. CN also means every region that begins with CN-. Empty: everywhere.',
  'payment.field.refusedRegions': 'Refused regions',
  'payment.field.refusedRegions.hint': 'Where it may not be used, also inside an allowed region.',
  'payment.field.perCustomer': 'Uses per customer',
  'payment.field.perCustomer.hint': 'How often one customer may use it at all. Empty: no limit.',
  'payment.field.perCustomerDay': 'Uses per customer and day',
  'payment.field.perCustomerDay.hint': "How often one customer may use it on one day of the shop's. Empty: no limit.",
  'payment.field.perDay': 'Uses per day',
  'payment.field.perDay.hint': "How often all customers together may use it on one day of the shop's. Empty: no limit.",
  'payment.field.configureRoles': 'Who may configure it',
  'payment.field.configureRoles.hint':
    'Among those who may configure payments. None chosen: all of them. Administrators always may.',
  'payment.field.takeRoles': 'Who may take payments by it',
  'payment.field.takeRoles.hint': 'The storefront stands for customers who pay by themselves. None chosen: everyone.',
  'payment.field.refundRoles': 'Who may request refunds by it',
  'payment.field.refundRoles.hint': 'Among those who may request refunds. None chosen: all of them.',
  'payment.field.feePercent': 'Fee in percent',
  'payment.field.feePercent.hint': 'What a payment costs, as 0.6. It is rounded half up.',
  'payment.field.feeFixed': 'Fixed fee',
  'payment.field.feeFixed.hint': 'Beside the percentage: one currency a line, as CNY 0.30.',
  'payment.field.feePayer': 'Who bears the fee',
  'payment.field.feePayer.hint': 'A fee that the customer bears comes on top of the total.',
  'payment.field.afterSales': 'Refunds and exchanges by',
  'payment.field.afterSales.hint':
    'The method by which refunds and exchanges of such payments are settled, where it takes the currency of the order; otherwise the same.',
  'payment.warning.you_out':
    'You hold none of the roles that may configure it: you could not change it any more, only administrators and those roles.',
  'payment.warning.only_admins':
    'Nobody with these roles has the permission to configure payments: only administrators could change it.',
  'payment.warning.no_customers':
    'The storefront is not among those who may take payments: customers could not pay by it themselves.',
  'payment.warning.nobody_refunds':
    'Nobody with these roles may request refunds: payments by it could not be refunded on request.',
  'payment.field.name': 'Name in English',
  'payment.field.nameZh': 'Name in Chinese',
  'payment.field.rate': 'Rate',
  'payment.payer.shop': 'the shop',
  'payment.payer.customer': 'the customer',
  'payment.same_method': 'the same method',
  'refusal.payment.off': 'It is off. `{slash}payments on {code}` turns it on.',
  'refusal.payment.currency_not_taken': 'It does not take {currency}, only {taken}.',
  'refusal.payment.below_least': '{amount} is less than its least amount, {least}.',
  'refusal.payment.above_most': '{amount} is more than its greatest amount, {most}.',
  'refusal.payment.region_missing': 'It is allowed only in {allowed}, and the region is not known.',
  'refusal.payment.region_not_allowed': '{region} is not among its allowed regions: {allowed}.',
  'refusal.payment.region_refused': 'It is refused in {region} (rule: {refused}).',
  'refusal.payment.customer_missing': 'Its uses per customer are limited, so a guest cannot use it.',
  'refusal.payment.customer_used_up':
    'The customer has used it {uses, plural, one {once} other {# times}}; {most, number} {most, plural, one {is} other {are}} allowed.',
  'refusal.payment.customer_day_used_up':
    'The customer has used it {uses, plural, one {once} other {# times}} today; {most, number} a day {most, plural, one {is} other {are}} allowed.',
  'refusal.payment.day_used_up':
    'It has been used {uses, plural, one {once} other {# times}} today; {most, number} a day {most, plural, one {is} other {are}} allowed.',
  'refusal.payment.role_may_not_take': 'Payments by it may be taken only by: {roles}.',
  'refusal.payment.no_rate':
    'There is no rate from {currency} to {shop}. Set one with `{slash}payments rate {currency} RATE`, or name a source in `{slash}settings set rate.source`.',
  'refusal.payment.rate_stale':
    'The rate of {currency} is of {at} and too old. `{slash}payments rates` tells what is wrong with the source; `{slash}payments rate {currency} RATE` sets one by hand.',
  'refusal.payment.role_may_not_refund': 'Refunds by `{code}` may be requested only by: {roles}. Ask one of them.',
  'refusal.payment.role_may_not_configure': '`{code}` may be configured only by administrators and: {roles}.',
  'refusal.payment.unknown_method':
    'There is no payment method “{text}”.{near, select, yes { Did you mean `{nearest}`?} other {}} There are: {all}. `{slash}payments add CODE` adds one.',
  'refusal.payment.changed_meanwhile':
    'Somebody has changed `{code}` since this form was opened. Open it again to see what holds now.',
  'refusal.payment.code_malformed':
    '“{text}” is no code: small letters, digits and `_`, beginning with a letter, 2 to 31 in all, as pay_later.',
  'refusal.payment.code_taken': 'There is a method `{code}` already. `{slash}payments {code}` shows it.',
  'refusal.payment.name_malformed': '“{text}” is no name: one visible line of at most {most, number} characters.',
  'refusal.payment.name_fixed': 'The names of `{code}` come with Backroom and cannot change. Add a method of your own.',
  'refusal.payment.list_too_long': 'That is too long a list: at most {most, number}.',
  'refusal.payment.currency_unknown':
    'There is no currency “{text}”.{near, select, yes { Nearest: {nearest}.} other {}}',
  'refusal.payment.currency_not_listed':
    '{currency} is not among the currencies that this method takes. Add it there, or take its line away.',
  'refusal.payment.grouped': '“{text}”: write amounts without a comma between thousands, as 5000; one currency a line.',
  'refusal.payment.currency_twice': '{currency} stands there twice. Leave one line.',
  'refusal.payment.bounds_malformed': '“{text}” cannot be read. Write code, least and greatest, as CNY 1 50000.',
  'refusal.payment.bounds_crossed': 'The least amount, {least}, is above the greatest, {most}.',
  'refusal.payment.region_malformed': '“{text}” is no region: at most 40 visible characters.',
  'refusal.payment.region_in_both': '{region} is both allowed and refused. Take it out of one list.',
  'refusal.payment.count_malformed': '“{text}” is no limit. Write a whole number from 1, or leave it empty for none.',
  'refusal.payment.role_unknown':
    'There is no role “{text}” here.{near, select, yes { Did you mean {nearest}?} other {}}',
  'refusal.payment.percent_malformed':
    '“{text}” is no percentage. Write a number below 100 with at most four decimals, as 0.6.',
  'refusal.payment.fee_malformed': '“{text}” cannot be read. Write code and amount, as CNY 0.30.',
  'refusal.payment.payer_unknown': '“{text}” bears no fee. Choose shop or customer.',
  'refusal.payment.subject_unknown':
    'There is no order and no customer “{text}”.{count, plural, =0 {} other { Nearest orders: {nearest}.}} Write an order number, or a customer by id, e-mail or name (in quotes where it has blanks).',
  'refusal.payment.several_customers': 'Several customers are called “{text}”. Name one by id or e-mail.',
  'refusal.rate.own_currency': "{currency} is the shop's own currency; it needs no rate.",
  'refusal.rate.not_fixed': 'No rate of {currency} is set by hand; it follows the source already.',
  'refusal.rate.not_a_rate':
    '“{text}” is no rate. Write what 1 {currency} is worth as a decimal, at most ten decimals, as 7.12; or `auto` to go by the source.',
  'refusal.rate.unreachable': 'The source cannot be read: {why}',
  'refusal.rate.answered': 'The source answers with status {status}.',
  'refusal.rate.too_long': 'The source sends more than {most, number} KB.',
  'refusal.rate.malformed':
    "What the source sends is no valid file in the European Central Bank's daily format ({why}).",
} as const
