/** Every state that a refund can be in. */
export const refundStates = [
  'requested',
  'info_asked',
  'approved',
  'rejected',
  'expired',
  'withdrawn',
  'submitted',
  'succeeded',
  'failed',
] as const
export type RefundState = (typeof refundStates)[number]

/** Where somebody still has to decide. */
export const undecidedStates = ['requested', 'info_asked'] as const
