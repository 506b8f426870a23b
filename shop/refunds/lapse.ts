import type { Trx } from '../../db/tables/index.ts'
import type { Approval } from '../approvals/approval.ts'
import type { Jobs } from '../jobs.ts'
import { drawMessage } from '../messages.ts'
import { lockOrder } from '../orders/record.ts'
import { demand } from '../result.ts'
import { followApproval } from './cancelled.ts'
import { readRefund } from './find.ts'
import { parseRefundNumber } from './state.ts'

/** Reminds those who can decide, once a refund. */
export async function remindOfRefund(trx: Trx, jobs: Jobs, { subject }: Approval): Promise<void> {
  await drawMessage(trx, jobs, { kind: 'refund.reminder', subject, channel: 'channel.approvals' })
}

/** Ends a refund that nobody decided in time. */
export async function expireRefund(trx: Trx, jobs: Jobs, approval: Approval, now: Temporal.Instant): Promise<void> {
  const parsed = parseRefundNumber(approval.subject)
  if (!parsed) throw new Error(`approval ${approval.id} is about ${approval.subject}, which is no refund`)
  demand(await lockOrder(trx, parsed.order))
  const refund = await readRefund(trx, { order_number: parsed.order, id: parsed.refund })
  await followApproval(trx, jobs, refund, approval, null, now)
}
