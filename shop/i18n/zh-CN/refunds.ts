import type { refunds as en } from '../en/refunds.ts'

export const refunds: Record<keyof typeof en, string> = {
  'refund.state.requested': '待审批',
  'refund.state.info_asked': '待补充信息',
  'refund.state.approved': '已批准',
  'refund.state.rejected': '已拒绝',
  'refund.state.expired': '已逾期',
  'refund.state.withdrawn': '已撤回',
  'refund.state.submitted': '退款中',
  'refund.state.succeeded': '已退款',
  'refund.state.failed': '失败',
  'refund.part.waiting': '等待中',
  'refund.part.submitted': '退款中',
  'refund.part.succeeded': '已退款',
  'refund.part.failed': '失败',
  'refund.reason.order_cancelled_because': '订单已取消：{text}',
  'refund.reason.order_cancelled': '订单已取消',
  'refund.reason.wants_to_cancel': '客户要求取消',
  'refund.policy.0': '无需审批。',
  'refund.policy.1': '须一名审批人同意。',
  'refund.policy.2': '须两名不同角色的审批人同意。',
}
