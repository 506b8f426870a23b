/** What contradicts what, as `/settings check` and the nightly check tell it. */
export const checks = {
  'setting.check.warning_below_safety':
    'The warning level is below the safety level: the alert would come before the warning.',
  'setting.check.safety_below_minimum':
    'The safety level is below the minimum level: selling would stop before the alert.',
  'setting.check.automatic_above_one_approver':
    'Refunds are automatic up to more than one approver may decide: the middle tier would never apply.',
  'setting.check.approver_limit_below_tier':
    'One approver is enough for amounts above the limit of the role approver: there, only managers and admins can decide.',
  'setting.check.payment_reminder_after_cancel':
    'Unpaid orders are cancelled before their reminder: no customer would be reminded.',
  'setting.check.ship_reminder_before_payment':
    'The reminder to ship would come with the payment: an order has no more time than that.',
  'setting.check.reminder_after_expiry': 'Refunds expire before their reminder: nobody would be reminded.',
  'setting.check.approvals_share_channel':
    'Alerts, reports, customers’ messages or photos go to the approvals channel and would bury what waits there.',
  'setting.check.channel_missing':
    'Slack has no such channel, or Backroom cannot see it: what should go there waits. Create it, invite the bot, or name another.',
  'setting.check.amount_misfits_currency': 'These amounts have more decimals than the currency.',
  'setting.check.rates_failing':
    'The source of rates cannot be read; the last ones are kept. `{slash}payments rates` tells why.',
  'setting.check.rates_stale':
    'The exchange rates are too old to be used. Set one by hand with `{slash}payments rate`, or mend the source.',
  'setting.check.team_nobody_approves':
    'Fewer than two people may decide on rights, so what they ask for themselves is not checked: it is made at once and announced in the approvals channel. Give a second person a role with the permission “decide on rights”: `{slash}team give @person ROLE`.',
  'setting.check.payment_nobody_approves':
    'Fewer than two people may decide on payment methods, so what they ask for themselves is not checked: it is made at once and announced in the approvals channel. Give a second person a role with the permission “decide on payment methods”: `{slash}team give @person ROLE`.',
  'setting.check.digest_never':
    'The warning level equals the safety level: the stock digest, which tells of what is between the two, never tells anything. Raise the warning level.',
  'setting.check.minimum_without_effect':
    'Orders are taken beyond the stock, so that the minimum level stops nothing. Turn one of the two off.',
  'setting.check.restock_never':
    'Merchants are to be asked for goods below their safety level, and that is 0: they never are. Raise the safety level, or turn the requests off.',
  'setting.check.test_channel_shared':
    'What is posted only to try whether it can be goes to a channel where people would take it for news. Name a channel of its own.',
  'setting.check.margin_without_source':
    'The margin counts only for rates of a source, and there is none: rates by hand are taken as they are.',
  'setting.check.rates_old_by_monday':
    'Rates are not published at weekends, and are too old before one is over: until Monday afternoon nothing could be paid by them. Allow 126 hours, which lasts over Easter.',
  'setting.check.subscription_channel_missing':
    'The scheduled reports {ids} go to channels that Slack does not have any more: nobody gets them. `{slash}report list` shows them; schedule them anew or remove them.',
  'setting.check.alert_channel_missing':
    'The alerts {ids} go to channels that Slack does not have any more: nobody is told. `{slash}alert list` shows them; name another channel or remove them.',
  'setting.check.refund_nobody_decides':
    'Refunds wait for a decision, and nobody may make it. Give someone a role with the permission “decide on refunds”: `{slash}team give`.',
  'setting.check.refund_no_pair':
    'The largest refunds need two people with different roles, and there are no two such people: nobody can approve them. Give someone another role that decides, or raise the limit.',
  'setting.check.price_nobody_decides': 'Prices that move far wait for approval, and nobody may decide on prices.',
  'setting.check.review_nobody_moderates':
    'Reviews wait until somebody looks at them, and nobody may: customers never see them.',
  'setting.check.levels_disordered':
    '{count, plural, one {# product has a level of its own that is} other {# products have levels of their own that are}} in the wrong order together with these. `{slash}stock levels SKU` mends it.',
  'setting.check.methods_none_on': 'No payment method is on: nobody can pay. `{slash}payments on METHOD` turns one on.',
  'setting.check.method_without_rate':
    'These payment methods take only currencies for which there is no rate, and are never offered: {methods}. Name a source, or set a rate with `{slash}payments rate`.',
  'setting.check.promotion_other_currency':
    'These promotions are in another currency than the shop and never apply: {codes}. Make them anew: `{slash}promo new`.',
  'setting.check.goods_other_currency':
    '{count, plural, one {# product on sale is} other {# products on sale are}} priced in another currency than the shop: they cannot be quoted.',
  'setting.check.rates_unused':
    'Rates are read from a source, and in {days, number} days nobody has ordered in another currency, nor is a method meant for one. Set it to `none` if that is to stay so.',
  'setting.check.report_owner_gone':
    'The scheduled reports {ids} belong to people who have no access any more. Schedule them in your own name: `{slash}report schedule`.',
  'setting.check.schedule_stale':
    'A scheduled change of these is overdue by more than an hour: `{slash}settings scheduled`. Look into the log of the program.',
  'setting.check.settings_nobody_approves':
    'Fewer than two people may decide on settings, so that one of them could get nothing approved. Give someone the permission “decide on settings”.',
} as const
