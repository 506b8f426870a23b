import type { returns as en } from '../en/returns.ts'

export const returns: Record<keyof typeof en, string> = {
  'return.kind.return': '退货',
  'return.kind.exchange': '换货',
  'return.state.requested': '已申请',
  'return.state.approved': '已同意',
  'return.state.received': '已收到退回商品',
  'return.state.accepted': '已验收',
  'return.state.refused': '已拒绝',
  'return.return_wanted': '客户申请退回订单 {order} 的商品',
  'return.exchange_wanted': '客户申请换货，订单 {order}',
  'return.instead': '换 {sku}',
  'return.open_order': '查看订单',
  'order.returns': '退换货',
  'order.event.return_requested': '申请退货 {return}，共 {pieces, plural, other {# 件}}',
  'order.event.exchange_requested': '申请换货 {return}，共 {pieces, plural, other {# 件}}',
  'refusal.intake.nothing_to_return': '订单 `{order}` 中已发货且尚未申请退回的此类商品没有这么多。',
  'customer.rating': '{who} 评价了店铺服务',
  'customer.rating_of_order': '{who} 评价了订单 {order} 的服务',
  'customer.open_order': '查看订单',
  'setting.channel.support': '客服频道',
  'setting.channel.support.about': '客户的留言和服务评价会发到这里。',
}
