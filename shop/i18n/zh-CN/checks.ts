import type { checks as en } from '../en/checks.ts'

export const checks: Record<keyof typeof en, string> = {
  'setting.check.warning_below_safety': '预警库存低于安全库存：警报会先于预警。',
  'setting.check.safety_below_minimum': '安全库存低于最低库存：停止销售会先于警报。',
  'setting.check.automatic_above_one_approver': '免审批上限高于单人审批上限：单人审批永远不会用到。',
  'setting.check.approver_limit_below_tier': '单人审批上限高于审批人角色的限额：超出部分只有经理和管理员可以决定。',
  'setting.check.payment_reminder_after_cancel': '未付款订单在提醒之前就被取消，客户收不到提醒。',
  'setting.check.ship_reminder_before_payment': '发货提醒会与付款同时发出：订单的发货期限没有这么长。',
  'setting.check.reminder_after_expiry': '退款在提醒之前就已过期：不会有人收到提醒。',
  'setting.check.approvals_share_channel': '警报、报表、顾客来信或照片会进入审批频道，淹没其中待审批的内容。',
  'setting.check.channel_missing':
    'Slack 没有这个频道，或 Backroom 看不到它：应发往那里的消息在等待。请创建频道、邀请机器人，或改用其他频道。',
  'setting.check.amount_misfits_currency': '这些金额的小数位数超过了货币允许的位数。',
  'setting.check.rates_failing': '无法读取汇率来源，暂用上次的汇率。用 `{slash}payments rates` 查看原因。',
  'setting.check.rates_stale': '汇率已过期，不能使用。请用 `{slash}payments rate` 手工设定，或修复汇率来源。',
  'setting.check.team_nobody_approves':
    '可审批权限的不足两人，他们自己的申请无人审批：将直接执行，并在审批频道公布。请再授予一人含“审批权限”权限的角色：`{slash}team give @成员 角色`。',
  'setting.check.payment_nobody_approves':
    '可审批支付方式的不足两人，他们自己的申请无人审批：将直接执行，并在审批频道公布。请再授予一人含“审批支付方式”权限的角色：`{slash}team give @成员 角色`。',
  'setting.check.digest_never':
    '预警库存等于安全库存：库存日报只通报介于两者之间的商品，因此永远为空。请调高预警库存。',
  'setting.check.minimum_without_effect': '缺货也可售，最低库存不起任何作用。请二选一。',
  'setting.check.restock_never':
    '低于安全库存时才请求补货，而安全库存为 0，因此永远不会请求。请调高安全库存，或关闭自动请求。',
  'setting.check.test_channel_shared': '仅供自检的消息会发到大家使用的频道，可能被误认为真实消息。请另设一个频道。',
  'setting.check.margin_without_source': '加点只适用于来源汇率，而未设汇率来源；手工汇率不加点。',
  'setting.check.rates_old_by_monday':
    '周末不公布汇率，而汇率在周末结束前就会过期：到周一下午之前都无法据此付款。建议设为 126 小时，可跨复活节。',
  'setting.check.subscription_channel_missing':
    '定时报表 {ids} 的频道在 Slack 中已不存在，无人能收到。用 `{slash}report list` 查看，重新安排或移除。',
  'setting.check.alert_channel_missing':
    '提醒 {ids} 的频道在 Slack 中已不存在，无人能收到。用 `{slash}alert list` 查看，另设频道或删除。',
  'setting.check.refund_nobody_decides':
    '退款需要审批，却没有人可以审批。请用 `{slash}team give` 授予他人可审批退款的角色。',
  'setting.check.refund_no_pair':
    '大额退款须由两名不同角色的人同意，而目前没有这样的两个人，无法获批。请再授予他人一个可审批的角色，或调高限额。',
  'setting.check.price_nobody_decides': '变动较大的价格需要审批，却没有人可以审批价格。',
  'setting.check.review_nobody_moderates': '评价需要人工审核，却没有人可以审核：客户永远看不到这些评价。',
  'setting.check.levels_disordered':
    '{count, number} 件商品单独设置的库存线与这些设置合在一起次序颠倒。用 `{slash}stock levels SKU` 修正。',
  'setting.check.methods_none_on': '没有启用任何支付方式，无人能付款。用 `{slash}payments on 方式` 启用。',
  'setting.check.method_without_rate':
    '这些支付方式只收没有汇率的货币，因此从不提供：{methods}。请设置汇率来源，或用 `{slash}payments rate` 设定汇率。',
  'setting.check.promotion_other_currency':
    '这些促销的货币与店铺不同，从不生效：{codes}。请用 `{slash}promo new` 重新创建。',
  'setting.check.goods_other_currency': '{count, number} 件在售商品的价格货币与店铺不同，无法报价。',
  'setting.check.rates_unused':
    '正在读取汇率，但 {days, number} 天内没有外币订单，也没有支持外币的支付方式。若将一直如此，请设为 `none`。',
  'setting.check.report_owner_gone':
    '定时报表 {ids} 的所有者已无权访问。请用 `{slash}report schedule` 以您的名义重新安排。',
  'setting.check.schedule_stale': '这些设置的定时更改已逾期一小时以上：`{slash}settings scheduled`。请查看程序日志。',
  'setting.check.settings_nobody_approves':
    '可审批设置的不足两人，其中一人的申请将无人能批。请把“审批设置”这项权限授予他人。',
}
