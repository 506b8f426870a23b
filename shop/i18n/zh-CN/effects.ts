import type { effects as en } from '../en/effects.ts'

export const effects: Record<keyof typeof en, string> = {
  'setting.effect.below_warning': '{count, number} 件商品将低于预警库存（现为 {before, number} 件）。',
  'setting.effect.below_safety': '{count, number} 件商品将低于安全库存（现为 {before, number} 件）。',
  'setting.effect.not_sold': '{count, number} 件商品将停止销售（现为 {before, number} 件）。',
  'setting.effect.refunds_waiting':
    '最近 {days, number} 天的退款中，{count, number} 笔将需要审批（现为 {before, number} 笔）。',
  'setting.effect.refunds_two':
    '最近 {days, number} 天的退款中，{count, number} 笔将需要两人审批（现为 {before, number} 笔）。',
  'setting.effect.refunds_over_limit':
    '最近 {days, number} 天的退款中，{count, number} 笔将超出审批人角色的限额（现为 {before, number} 笔）。',
  'setting.effect.cancelled_at_once': '{count, number} 个订单将立即取消（现为 {before, number} 个）。',
  'setting.effect.late':
    '{count, number} 个待发货订单的等待已超过此时限（现为 {before, number} 个）。新时限适用于此后付款的订单。',
  'setting.effect.prices_waiting':
    '最近 {days, number} 天的改价中，{count, number} 次将需要审批（现为 {before, number} 次）。',
  'setting.effect.drops_told':
    '最近 {days, number} 天的改价中，{count, number} 次将通知收藏者（现为 {before, number} 次）。',
  'setting.effect.reviews_waiting':
    '最近 {days, number} 天的评价中，{count, number} 条将需要审核（现为 {before, number} 条）。',
  'setting.effect.reviews_negative':
    '最近 {days, number} 天的评价中，{count, number} 条将算作差评（现为 {before, number} 条）。',
  'setting.effect.reviews_shown': '{count, number} 件商品的评价将对客户显示（现为 {before, number} 件）。',
  'setting.effect.favourites_gone': '{count, number} 条收藏将在一小时内移除（现为 {before, number} 条）。',
  'setting.effect.rates_too_old':
    '{count, plural, =0 {现有汇率仍可使用。} other {现有汇率将已过期，无法据此付款。}}{before, plural, =0 {} other {目前已过期。}}',
  'setting.effect.rates_lost':
    '最近 {days, number} 天订单所用的货币中，{count, number} 种将没有汇率（现为 {before, number} 种）。',
  'setting.effect.other_currency': '{count, number} 件商品的价格货币不同（现为 {before, number} 件），将无法报价。',
  'setting.effect.deciders_team': '{count, number} 人可以审批权限。',
  'setting.effect.deciders_payment': '{count, number} 人可以审批支付方式。',
  'setting.effect.deciders_settings': '{count, number} 人可以审批设置。',
  'setting.effect.reports_follow': '{count, number} 份定时报表将发往该频道。',
  'setting.effect.alerts_follow': '{count, number} 个提醒将发往该频道。',
  'setting.effect.hours_rebuilt':
    '将在一分钟内重新计算 {count, number} 个小时的数据，因为一天的起点改变；定时报表仍按创建时的时区发送。',
  'setting.effect.worth': '1 {currency} 将折合 {rate} {shop}（现为 {before}）。',
}
