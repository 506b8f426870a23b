/** @typedef {Record<string, [en: string, zh: string]>} Both */

/** @type {Both} */
export const STATUS = {
  pending_payment: ['Waiting for payment', '待付款'],
  paid: ['Paid', '已付款'],
  processing: ['Being packed', '备货中'],
  shipped: ['On its way', '运输中'],
  delivered: ['Delivered', '已送达'],
  completed: ['Completed', '已完成'],
  cancelled: ['Cancelled', '已取消'],
}

/** @type {Both} */
export const PAYMENT = { pending: ['begun', '处理中'], captured: ['paid', '已支付'], failed: ['failed', '失败'] }

/** @type {Both} */
export const REFUND = {
  requested: ['being looked at', '审核中'],
  info_asked: ['the shop has a question', '商家需要补充信息'],
  approved: ['approved', '已同意'],
  rejected: ['declined', '已拒绝'],
  expired: ['not decided in time', '超时未处理'],
  withdrawn: ['withdrawn', '已撤回'],
  submitted: ['on its way back', '退款中'],
  succeeded: ['the money went back', '已退款'],
  failed: ['failed; the shop looks at it', '失败，商家处理中'],
}
