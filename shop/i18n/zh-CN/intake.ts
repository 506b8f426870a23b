import type { intake as en } from '../en/intake.ts'

export const intake: Record<keyof typeof en, string> = {
  'storefront.open_title': '店铺前台发来但尚未生效的事件',
  'storefront.open_empty': '店铺前台发来的事件均已生效。',
  'storefront.replay': '重新应用',
  'storefront.state.applied': '已生效',
  'storefront.state.waiting': '等待中',
  'storefront.state.refused': '未生效',
  'usage.backroom.events': '`{slash}backroom events` 列出店铺前台发来但尚未生效的事件',
  'usage.backroom.replay': '`{slash}backroom replay 编号` 问题解决后重新应用其中之一',
  'refusal.intake.unreadable': '事件在 `{at}` 处无法读取：{problem}。',
  'refusal.intake.type_unknown': '没有事件 `{type}`。',
  'refusal.intake.future': '事件的时间是 {timestamp}，而现在是 {now}：请校准店铺前台的时钟。',
  'refusal.intake.event_unknown': '没有事件 `{id}`。',
  'refusal.intake.product_incomplete': '商品 `{sku}` 尚不存在，而此事件缺少名称或价格。',
  'refusal.intake.rate_missing': '{currency}订单必须注明对店铺货币的汇率 `rate`。',
  'refusal.intake.shipment_unknown': '订单 `{order}` 还没有发货单 `{shipment}`。',
  'refusal.intake.not_of_order': '订单 `{order}` 中没有商品 `{sku}`。',
}
