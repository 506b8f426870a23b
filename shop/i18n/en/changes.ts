/** Changes of the team and of payment methods that wait for approval. */
export const changes = {
  'setting.group.team': 'Team',
  'setting.group.payment': 'Payments',
  'setting.team.approval': 'New rights need approval',
  'setting.team.approval.about':
    'Giving a role that lets someone do more, or a role more rights, waits until somebody else agrees who may decide on rights. Turning this off waits as well.',
  'setting.payment.approval': 'Payment methods need approval',
  'setting.payment.approval.about':
    'Turning a method on and changing its rules wait until somebody else agrees who may decide on payment methods. Turning off never waits. Turning this off waits as well.',
  'permission.team.approve': 'decide on rights',
  'permission.payment.approve': 'decide on payment methods',
  'change.title.team': 'New rights',
  'change.title.payment': 'Change of a payment method',
  'change.grant': '{who} is to have the role *{role}*{until}.',
  'change.role': 'What the role *{role}* may do is to change: {changes}',
  'change.turn_on': '*{method}* is to be turned on.',
  'change.rules': 'The rules of *{method}* are to change: {changes}',
  'change.nobody.team':
    'Nobody else may decide on rights now. An administrator can give someone that permission; withdrawn and asked for anew, it is made at once and announced.',
  'change.nobody.payment':
    'Nobody else may decide on payment methods now. An administrator can give someone that permission; withdrawn and asked for anew, it is made at once and announced.',
  'change.reminder': 'This change still waits for a decision.',
  'change.reject_title': 'Reject the change',
  'change.waiting.team': 'Rights that wait',
  'change.waiting.payment': 'Payment changes that wait',
  'change.waiting_empty': 'Nothing waits for a decision.',
  'home.changes.team': '{count, plural, one {*# change of rights* waits} other {*# changes of rights* wait}} for you.',
  'home.changes.payment':
    '{count, plural, one {*# change of a payment method* waits} other {*# changes of payment methods* wait}} for you.',
  'team.history.role.grant_asked': '{who} asked that {subject} have the role *{role}*{until}',
  'team.history.role.change_asked': '{who} asked to change the role *{subject}*: {changes}',
  'team.history.role.change_approved': '{who} approved `{change}`',
  'team.history.role.change_rejected': '{who} rejected `{change}`',
  'team.history.role.change_withdrawn': '{who} withdrew `{change}`',
  'team.history.role.change_expired': '`{change}` expired without a decision',
  'team.history.role.change_outdated': '{who} approved `{change}` too late',
  'payments.did.payment_change_asked': 'Change of {about} asked for',
  'payments.did.payment_change_approved': '`{change}` approved',
  'payments.did.payment_change_rejected': '`{change}` rejected',
  'payments.did.payment_change_withdrawn': '`{change}` withdrawn',
  'payments.did.payment_change_expired': '`{change}` expired without a decision',
  'payments.did.payment_change_outdated': '`{change}` was outdated',
  'usage.team.waiting': '`{slash}team waiting` lists new rights that wait for a decision',
  'usage.team.approve': '`{slash}team approve C12` agrees',
  'usage.team.reject': '`{slash}team reject C12 [reason]` refuses',
  'usage.team.withdraw': '`{slash}team withdraw C12` takes your own request back',
  'usage.payments.waiting': '`{slash}payments waiting` lists changes of methods that wait for a decision',
  'usage.payments.approve': '`{slash}payments approve C12` agrees',
  'usage.payments.reject': '`{slash}payments reject C12 [reason]` refuses',
  'usage.payments.withdraw': '`{slash}payments withdraw C12` takes your own request back',
  'setting.group.settings': 'Settings',
  'setting.settings.approval': 'Settings need approval',
  'setting.settings.approval.about':
    'Which changes of settings wait until somebody else agrees who may decide on settings: none, those of money and access, or all. An approval that is on is never turned off by one person alone.',
  'permission.settings.approve': 'decide on settings',
  'permission.settings.remark': 'remark on settings',
  'permission.doctor.run': 'have Backroom examine itself',
  'change.title.settings': 'Change of settings',
  'change.nobody.settings':
    'Nobody else may decide on settings now: an administrator can give someone that permission.',
  'change.waiting.settings': 'Settings that wait',
  'change.import': '{count, plural, one {# setting is} other {# settings are}} to change:',
  'change.schedule': '{change} {when}',
  'home.changes.settings':
    '{count, plural, one {*# change of settings* waits} other {*# changes of settings* wait}} for you.',
  'usage.settings.waiting': '`{slash}settings waiting` lists changes that wait for a decision',
  'usage.settings.approve': '`{slash}settings approve C12` agrees',
  'usage.settings.reject': '`{slash}settings reject C12 [reason]` refuses',
  'usage.settings.withdraw': '`{slash}settings withdraw C12` takes your own request back',
  'refusal.change.waits':
    'Another change of this waits for approval already: `{subject}`. It has to be decided or withdrawn first.',
  'refusal.change.requester_gone':
    '{member} asked for this and has no access any more. If it is right, make it yourself.',
  'refusal.change.requester_may_not':
    '{member}, who asked for this, may not do it any more. If it is right, make it yourself.',
  'refusal.change.method_changed': '`{code}` has changed since this was asked for. Ask anew if it is still wanted.',
  'refusal.team.held_longer':
    '{name} holds the role “{role}” for longer meanwhile; this would shorten it. Nothing is left to do.',
  'refusal.team.role_changed_meanwhile':
    'The role “{role}” has changed since this was asked for. Ask anew if it is still wanted.',
  'refusal.approval.already_outdated':
    '`{subject}` was outdated when it was decided on, {at}: it was not made. Ask anew if it is still wanted.',
  'price.state.alone': 'Made at once: nobody else may decide',
  'price.state.outdated': 'Outdated: not made',
} as const
