import type { approvals as en } from '../en/approvals.ts'

export const approvals: Record<keyof typeof en, string> = {
  'approval.role.admin': '管理员',
  'approval.role.manager': '经理',
  'approval.role.approver': '审批人',
  'approval.role.senior_support': '高级客服',
  'approval.role.support': '客服',
  'approval.role.merchant': '商家',
  'approval.role.visitor': '访客',
}
