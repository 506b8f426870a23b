/** Reviews and favourites: how they stand, and what is refused. */
export const reviews = {
  'review.state.waiting': 'Waiting',
  'review.state.published': 'Published',
  'review.state.hidden': 'Hidden',
  'review.state.reported': 'Reported',
  'review.state.unanswered': 'Unanswered',
  'review.action.published': 'published it',
  'review.action.hidden': 'hid it',
  'review.action.replied': 'replied',
  'review.action.reported': 'reported it',
  'review.action.dismissed': 'dismissed the report',
  'refusal.review.unknown':
    'There is no review `{review}`. Write it as ORDER/ID; `{slash}review SKU` lists those of a product.',
  'refusal.review.already_published': 'This review is published already.',
  'refusal.review.already_hidden': 'This review was hidden by {member}, {at}: “{reason}” Publish it to show it again.',
  'refusal.review.already_reported': 'This review was reported by {member}, {at}: “{reason}” It waits for a decision.',
  'refusal.review.report_hidden': 'Nobody sees this review any more; there is nothing to report.',
  'refusal.review.not_reported': 'This review has no open report.',
  'refusal.review.reply_hidden': 'Nobody would see the reply: the review is hidden. Publish it first.',
  'refusal.review.reply_same': 'That is the reply already. Change it, or close the form.',
  'refusal.review.reply_changed':
    'Somebody has replied meanwhile: “{text}” Open the review again to write on from there.',
  'refusal.review.reason_needed': 'Say why.',
  'refusal.review.reply_needed': 'Write the reply.',
  'refusal.review.text_too_long': 'Write at most {most, number} characters.',
  'refusal.review.filter_twice': 'The filter {name}: stands there twice; leave one of them.',
  'refusal.review.stars_malformed': '“{text}” are no stars. Write stars:1 or stars:1-2, from 1 to 5.',
  'refusal.review.state_unknown':
    'No review is “{text}”.{near, select, yes { Did you mean state:{nearest}?} other {}} There are: {all}.',
  'refusal.favourite.daily_limit':
    'Customer `{customer}` has saved {most, number} things on that day, which is as many as the setting `favourite.daily_limit` allows.',
} as const
