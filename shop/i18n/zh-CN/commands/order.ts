import type { orderCommand as en } from '../../en/commands/order.ts'

export const orderCommand: Record<keyof typeof en, string> = {
  'list.more': '……另有 {count, number} 条',
  'order.title': '订单 {number}',
  'order.placed_at': '下单时间',
  'order.customer': '客户',
  'order.goods': '商品',
  'order.discount': '− 优惠 {amount}',
  'order.shipping_tax': '运费 + 税',
  'order.total': '合计',
  'order.overpaid': '多付了 {amount}，请按此金额退款。',
  'order.captured_refunded': '已收 / 已退',
  'order.estimated': '预计送达',
  'order.items': '商品明细',
  'order.payments': '支付',
  'order.refunds': '退款',
  'order.shipments': '发货',
  'order.timeline': '时间线（最新在前）',
  'order.shipped_of': '已发 {shipped, number} / {quantity, number}',
  'order.payment_refunded': '（已退 {amount}）',
  'order.own_lines_only': '您只能看到此订单中自己的商品。',
  'order.refund': '退款…',
  'order.pieces': '{count, number} 件',
  'order.list_title': '订单：{text}',
  'order.newest': '最新订单',
  'order.none':
    '没有符合的订单。可用筛选：`status:paid`、`customer:姓名`、`sku:SKU`、`since:7d`、`until:2026-03-31`，或关键词。',
  'usage.order.show':
    '`{slash}order 订单号` 查看一单；`{slash}order status:paid customer:林 since:7d` 按条件列出；`{slash}order` 列出最新订单',
}
