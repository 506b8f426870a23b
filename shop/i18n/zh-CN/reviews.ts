import type { reviews as en } from '../en/reviews.ts'

export const reviews: Record<keyof typeof en, string> = {
  'review.state.waiting': '待审核',
  'review.state.published': '已公开',
  'review.state.hidden': '已隐藏',
  'review.state.reported': '被举报',
  'review.state.unanswered': '未回复',
  'review.action.published': '公开了评价',
  'review.action.hidden': '隐藏了评价',
  'review.action.replied': '作了回复',
  'review.action.reported': '举报了评价',
  'review.action.dismissed': '驳回了举报',
  'refusal.review.unknown': '没有评价 `{review}`。请写成 订单号/评价编号；`{slash}review SKU` 列出商品的评价。',
  'refusal.review.already_published': '该评价已经公开。',
  'refusal.review.already_hidden': '该评价已由 {member} 于 {at} 隐藏：“{reason}”。如需重新显示，请公开它。',
  'refusal.review.already_reported': '该评价已由 {member} 于 {at} 举报：“{reason}”，正在等待处理。',
  'refusal.review.report_hidden': '该评价已无人可见，无需举报。',
  'refusal.review.not_reported': '该评价没有待处理的举报。',
  'refusal.review.reply_hidden': '该评价已隐藏，回复不会有人看到。请先公开它。',
  'refusal.review.reply_same': '回复没有变化。请修改后提交，或关闭表单。',
  'refusal.review.reply_changed': '期间已有人回复：“{text}”。请重新打开评价后再修改。',
  'refusal.review.reason_needed': '请说明原因。',
  'refusal.review.reply_needed': '请写明回复。',
  'refusal.review.text_too_long': '最多 {most, number} 个字符。',
  'refusal.review.filter_twice': '筛选条件 {name}: 出现了两次，请只保留一个。',
  'refusal.review.stars_malformed': '“{text}”不是有效的星级。请写 stars:1 或 stars:1-2，1 到 5 星。',
  'refusal.review.state_unknown':
    '评价没有“{text}”这种状态。您{near, select, yes {是不是想用 state:{nearest}？} other {}}可用：{all}。',
  'refusal.favourite.daily_limit':
    '客户 `{customer}` 当天已收藏 {most, number} 件商品，达到设置 `favourite.daily_limit` 的上限。',
}
