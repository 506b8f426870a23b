/** Refunds: their states and what the policy asks for. */
export const refunds = {
  'refund.state.requested': 'waiting for a decision',
  'refund.state.info_asked': 'waiting for information',
  'refund.state.approved': 'approved',
  'refund.state.rejected': 'rejected',
  'refund.state.expired': 'expired',
  'refund.state.withdrawn': 'withdrawn',
  'refund.state.submitted': 'on its way',
  'refund.state.succeeded': 'succeeded',
  'refund.state.failed': 'failed',
  'refund.part.waiting': 'waiting',
  'refund.part.submitted': 'on its way',
  'refund.part.succeeded': 'succeeded',
  'refund.part.failed': 'failed',
  'refund.policy.0': 'No approval needed.',
  'refund.policy.1': 'One approver has to agree.',
  'refund.policy.2': 'Two approvers with different roles have to agree.',
} as const
