import type { Trx } from '../../db/tables/index.ts'
import type { Member } from '../access/member.ts'
import type { Jobs } from '../jobs.ts'
import { demand } from '../result.ts'
import { giveFeedback } from '../settings/feedback.ts'
import type { Settings } from '../settings/registry.ts'
import { scheduleSetting } from '../settings/schedule.ts'

/** A remark that waits for an answer, and a change that comes by itself in two weeks and goes after three days. */
export async function addSampleSettings(
  trx: Trx,
  jobs: Jobs,
  { agent, member, settings }: { agent: Member; member: Member; settings: Settings },
  now: Temporal.Instant,
): Promise<void> {
  const remark = 'Refunds of a few yuan wait for an approver as well. 几块钱的退款也要等审批。'
  demand(await giveFeedback(trx, { key: 'refund.automatic_up_to', rating: '2', remark, member: agent }, now))
  const day = now.toZonedDateTimeISO(settings['shop.timezone']).toPlainDate().add({ days: 14 })
  const sale = {
    at: String(day),
    until: String(day.add({ days: 2 })),
    reason: 'The sale 促销期间',
    member,
    via: 'sample',
  }
  demand(await scheduleSetting(trx, jobs, { key: 'stock.warning_level', text: '40', ...sale }, now))
}
