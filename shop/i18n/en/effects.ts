/** What would follow from a change of a setting. */
export const effects = {
  'setting.effect.below_warning':
    '{count, plural, one {# product} other {# products}} would be below the warning level (now {before, number}).',
  'setting.effect.below_safety':
    '{count, plural, one {# product} other {# products}} would be below the safety level (now {before, number}).',
  'setting.effect.not_sold':
    '{count, plural, one {# product} other {# products}} would not be sold any more (now {before, number}).',
  'setting.effect.refunds_waiting':
    'Of the last {days, number} days’ refunds {count, number} would have needed approval (now {before, number}).',
  'setting.effect.refunds_two':
    'Of the last {days, number} days’ refunds {count, number} would have needed two approvers (now {before, number}).',
  'setting.effect.refunds_over_limit':
    'Of the last {days, number} days’ refunds {count, number} would have been above the limit of the role approver (now {before, number}).',
  'setting.effect.cancelled_at_once':
    '{count, plural, one {# order} other {# orders}} would be cancelled at once (now {before, number}).',
  'setting.effect.late':
    '{count, plural, one {# order waits} other {# orders wait}} to be shipped for longer than that (now {before, number}). The new time counts for orders that are paid from then on.',
  'setting.effect.prices_waiting':
    'Of the last {days, number} days’ price changes {count, number} would have waited for approval (now {before, number}).',
  'setting.effect.drops_told':
    'Of the last {days, number} days’ price changes {count, number} would have been told to those who saved the goods (now {before, number}).',
  'setting.effect.reviews_waiting':
    'Of the last {days, number} days’ reviews {count, number} would have waited for a look (now {before, number}).',
  'setting.effect.reviews_negative':
    'Of the last {days, number} days’ reviews {count, number} would have been negative (now {before, number}).',
  'setting.effect.reviews_shown':
    'The reviews of {count, plural, one {# product} other {# products}} would be shown (now {before, number}).',
  'setting.effect.favourites_gone':
    '{count, plural, one {# saved thing} other {# saved things}} would be removed within the hour (now {before, number}).',
  'setting.effect.rates_too_old':
    '{count, plural, =0 {The rates there are could still be used.} other {The rates there are would be too old: nothing could be paid by them.}}{before, plural, =0 {} other { They are too old now.}}',
  'setting.effect.rates_lost':
    '{count, plural, one {# currency} other {# currencies}} of the last {days, number} days’ orders would have no rate (now {before, number}).',
  'setting.effect.other_currency':
    '{count, plural, one {# product is} other {# products are}} priced in another currency (now {before, number}) and could not be quoted.',
  'setting.effect.deciders_team': '{count, plural, one {# person} other {# people}} may decide on rights.',
  'setting.effect.deciders_payment': '{count, plural, one {# person} other {# people}} may decide on payment methods.',
  'setting.effect.deciders_settings': '{count, plural, one {# person} other {# people}} may decide on settings.',
  'setting.effect.reports_follow':
    '{count, plural, one {# scheduled report} other {# scheduled reports}} would go there.',
  'setting.effect.alerts_follow': '{count, plural, one {# alert} other {# alerts}} would go there.',
  'setting.effect.hours_rebuilt':
    'The figures of {count, plural, one {# hour} other {# hours}} are computed anew within a minute, since days begin at another time; scheduled reports keep the time zone that they were made with.',
  'setting.effect.worth': '1 {currency} would be worth {rate} {shop} (now {before}).',
} as const
