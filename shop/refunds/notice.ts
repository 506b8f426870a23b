import type { Trx } from '../../db/tables/index.ts'
import type { Jobs } from '../jobs.ts'
import { drawMessage, redrawMessagesFrom } from '../messages.ts'
import type { RefundState } from './state.ts'

/** Where nothing more happens by itself, or the requester has to do something. */
const told: readonly RefundState[] = ['info_asked', 'rejected', 'expired', 'succeeded', 'failed']

/**
 * Tells whoever requested a refund what has just become of it. Each time in a message of its own, since nobody is
 * notified of one that is redrawn.
 */
export async function tellRequester(
  trx: Trx,
  jobs: Jobs,
  { number, requester, state }: { number: string; requester: string | null; state: RefundState },
  now: Temporal.Instant,
): Promise<void> {
  if (!requester || !told.includes(state)) return
  await drawMessage(trx, jobs, { kind: 'refund.notice', subject: `${number} ${state} ${now}`, channel: requester })
}

/** Redraws the questions that were put to whoever requested a refund, once they are answered or nobody asks any more. */
export const redrawQuestions = (trx: Trx, jobs: Jobs, number: string): Promise<void> =>
  redrawMessagesFrom(trx, jobs, 'refund.notice', `${number} info_asked `)

/** The refund that such a message is about, by its number, and the state that it tells of. */
export function noticeOf(subject: string): { number: string; state: string } {
  const [state = '', number = ''] = subject.split(' ').reverse().slice(1)
  return { number, state }
}
