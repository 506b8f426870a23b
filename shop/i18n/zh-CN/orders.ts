import type { orders as en } from '../en/orders.ts'

/** The word for an order's status that a variable names. */
export const statusWord = (variable: string) =>
  `{${variable}, select, pending_payment {待付款} paid {已付款} processing {处理中} shipped {已发货} delivered {已送达} completed {已完成} cancelled {已取消} other {{${variable}}}}`

export const orders: Record<keyof typeof en, string> = {
  'order.status.pending_payment': '待付款',
  'order.status.paid': '已付款',
  'order.status.processing': '处理中',
  'order.status.shipped': '已发货',
  'order.status.delivered': '已送达',
  'order.status.completed': '已完成',
  'order.status.cancelled': '已取消',
  'order.event.placed': '下单',
  'order.event.payment_captured': '通过{method}支付 {amount}',
  'order.event.payment_failed': '通过{method}支付 {amount} 失败',
  'order.event.paid': '已付清',
  'order.event.processing': '处理中',
  'order.event.part_shipped': '已发出 {pieces} 件，剩余 {left} 件',
  'order.event.shipped': '已发货',
  'order.event.delivered': '已送达',
  'order.event.completed': '已完成',
  'order.event.cancelled': '已取消',
  'order.event.imported': '已导入，来源状态为“{status}”',
  'order.event.refund_requested': '申请退款 {refund}，金额 {amount}',
  'order.event.refund_approved': '退款 {refund} 已批准',
  'order.event.refund_first_approval': '退款 {refund}：两次批准中的第一次',
  'order.event.refund_rejected': '退款 {refund} 被拒绝',
  'order.event.refund_info_asked': '退款 {refund}：要求补充信息',
  'order.event.refund_info_given': '退款 {refund}：已补充信息',
  'order.event.refund_withdrawn': '退款 {refund} 已撤回',
  'order.event.refund_expired': '退款 {refund} 逾期未决，已失效',
  'order.event.refund_succeeded': '退款 {refund}：已退回 {amount}',
  'order.event.refund_failed': '退款 {refund} 失败',
  'order.event.refund_retried': '退款 {refund} 重新提交',
  'order.payment.pending': '待支付',
  'order.payment.captured': '已到账',
  'order.payment.failed': '失败',
  'payment.method.alipay': '支付宝',
  'payment.method.wechat_pay': '微信支付',
  'payment.method.wallet': '钱包',
  'payment.method.bank_card': '银行卡',
}
