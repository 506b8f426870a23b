/** Permissions in words, and what the team refuses. */
export const team = {
  'permission.catalogue.view': 'see the catalogue',
  'permission.stock.view': 'see stock',
  'permission.stock.adjust': 'adjust stock',
  'permission.product.edit': 'edit products',
  'permission.order.view': 'see orders',
  'permission.order.process': 'process orders',
  'permission.order.ship': 'ship orders',
  'permission.refund.request': 'request refunds',
  'permission.refund.approve': 'decide refunds',
  'permission.support.answer': 'answer customers',
  'permission.support.lead': 'lead support',
  'permission.promotion.manage': 'manage promotions',
  'permission.review.reply': 'see and answer reviews',
  'permission.settings.view': 'see settings',
  'permission.settings.change': 'change settings',
  'permission.payment.configure': 'configure payments',
  'permission.report.view': 'see reports',
  'permission.report.schedule': 'schedule reports',
  'permission.team.manage': 'manage team and roles',
  'permission.audit.view': 'see who did what',
  'permission.team.view': 'see team and roles',
  'permission.team.grant': 'give and take roles',
  'permission.storefront.manage': 'settle what storefronts told',
  'permission.review.moderate': 'moderate reviews',
  'permission.stock.count': 'count stock',
  'permission.stock.restock': 'ask merchants for restock',
  'refusal.team.last_admin':
    '{name} is the last administrator without an end. Make someone else one first: `{slash}team give @person admin`.',
  'refusal.team.not_yourself': 'You cannot deactivate yourself; another administrator can.',
  'refusal.team.person_needed': 'Say who is meant: @person, or part of a name.',
  'refusal.team.person_unknown':
    'Nobody called “{text}” is known here.{count, plural, =0 {} other { Nearest: {nearest}.}} Write @ and choose the person from the list that Slack offers.',
  'refusal.team.person_ambiguous': '“{text}” fits several people: {names}. Write the whole name, or @ and choose one.',
  'refusal.team.person_deactivated': '{name} is deactivated. First give access back: `{slash}team reactivate @person`.',
  'refusal.team.role_unknown':
    'There is no role “{role}”.{near, select, yes { Did you mean `{nearest}`?} other {}} There are: {all}.',
  'refusal.team.role_gone': 'The role “{role}” does not exist any more. `{slash}team roles` lists those that do.',
  'refusal.team.role_not_held': '{name} does not hold the role “{role}”; there is nothing to take.',
  'refusal.team.role_exists': 'There is a role “{role}” already. Choose another name, or change that one.',
  'refusal.team.role_name_malformed':
    '“{text}” cannot name a role. Write one word of letters, digits, _ and -, at most 40, for example `night_shift`.',
  'refusal.team.role_shipped': 'The role “{role}” comes with Backroom and stays; you can change what it may do.',
  'refusal.team.role_held':
    '{count, plural, one {# person holds} other {# people hold}} the role “{role}”. Take it from them first: `{slash}team {role}` finds them.',
  'refusal.team.visitor_for_all': 'Everyone is a visitor; that role is neither given nor taken.',
  'refusal.team.reach_unknown':
    'The permission “{permission}” cannot reach “{reach}”. Possible are none, all and, where something can belong to a merchant, own.',
  'refusal.team.admin_keeps': 'Administrators keep the permission “{permission}”, or nobody could mend the team.',
  'refusal.team.grant_exceeds':
    'The role “{role}” carries what you may not do yourself, or not for that long: {permissions}. Ask someone who manages the team.',
  'refusal.team.permission_unknown':
    'There is no permission “{text}”.{near, select, yes { Nearest: {permissions}.} other {}} `{slash}team matrix` shows all.',
  'refusal.team.until_malformed':
    '“{text}” is no end. Write `until 18:00`, `until 2026-12-01 18:00`, `for 8h` or `for 2d`, in the time zone {zone}; nothing for no end.',
  'refusal.team.until_past': 'The end {at} has passed. Choose a later one, or take the role instead.',
  'refusal.team.until_too_far': 'An end is at most {days, number} days away. Give the role without an end instead.',
  'refusal.team.merchant_unknown':
    'There is no merchant “{text}”.{count, plural, =0 { Write its name or id, as it stands at its goods.} other { Nearest: {nearest}.}}',
} as const
