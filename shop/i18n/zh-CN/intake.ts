import type { intake as en } from '../en/intake.ts'

export const intake: Record<keyof typeof en, string> = {
  'storefront.open_title': '店铺前台发来但尚未生效的事件',
  'storefront.open_empty': '店铺前台发来的事件均已生效。',
  'storefront.replay': '重新应用',
  'storefront.dismiss': '不再处理',
  'storefront.dismiss_confirm': '这条 {type} 将不会生效，也不再列出。',
  'storefront.state.applied': '已生效',
  'storefront.state.waiting': '等待中',
  'storefront.state.refused': '未生效',
  'storefront.state.dismissed': '已不再处理；仍可用其编号重新应用',
  'usage.backroom.events': '`{slash}backroom events` 列出店铺前台发来但尚未生效的事件',
  'usage.backroom.replay': '`{slash}backroom replay 编号` 问题解决后重新应用其中之一',
  'usage.backroom.dismiss': '`{slash}backroom dismiss 编号` 不再处理其中永远不会生效的一条',
  'refusal.intake.guests_refused': '请先注册再下单。',
  'refusal.intake.number_taken': '编号 `{number}` 是另一位顾客的订单，请为本订单另取编号。',
  'refusal.intake.total_changed': '价格已变动：现为 {total}，之前为 {agreed}。请重新确认。',
  'refusal.intake.unreadable': '事件在 `{field}` 处无法读取：{problem}。',
  'refusal.intake.type_unknown': '没有事件 `{type}`。',
  'refusal.intake.future': '事件的时间是 {timestamp}，而现在是 {now}：请校准店铺前台的时钟。',
  'refusal.intake.event_unknown': '没有事件 `{id}`。',
  'refusal.intake.product_incomplete': '商品 `{sku}` 尚不存在，而此事件缺少名称或价格。',
  'refusal.intake.rate_missing':
    '没有 {currency} 兑 {shop} 的汇率：请随订单提供 `rate`，或用 `{slash}payments rate {currency} 汇率` 设定后再次应用。',
  'refusal.intake.shipment_unknown': '订单 `{order}` 还没有发货单 `{shipment}`。',
  'refusal.intake.not_of_order': '订单 `{order}` 中没有商品 `{sku}`。',
}
