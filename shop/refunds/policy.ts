import type { ApprovalKind } from '../approvals/kind.ts'
import { amountOf } from '../settings/read.ts'

/**
 * Who has to agree to a refund. The amount is in the shop's currency and counts all refunds of the order together, so
 * that splitting one escapes nothing. Managers and admins decide without limit; every other role up to the approvers'.
 */
export const refundApproval: ApprovalKind = {
  name: 'refund',
  permission: 'refund.approve',
  required(amount, settings) {
    if (amount <= amountOf(settings, 'refund.automatic_up_to')) return 0
    return amount <= amountOf(settings, 'refund.one_approver_up_to') ? 1 : 2
  },
  limit: (role, settings) =>
    role === 'admin' || role === 'manager' ? null : amountOf(settings, 'refund.approver_limit'),
}
