/** By which role someone decided. */
export const approvals = {
  'approval.role.admin': 'admin',
  'approval.role.manager': 'manager',
  'approval.role.approver': 'approver',
  'approval.role.senior_support': 'senior support',
  'approval.role.support': 'support',
  'approval.role.merchant': 'merchant',
  'approval.role.visitor': 'visitor',
} as const
