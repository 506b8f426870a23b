import type { Trx } from '../../db/tables/index.ts'
import type { Jobs } from '../jobs.ts'
import { placeOfSource } from './source.ts'

/** Marks what the storefront has taken, once; where the agent wrote it in a thread, it gets a mark that they see. */
export async function markDelivered(
  trx: Trx,
  jobs: Jobs,
  seqs: readonly string[],
  now: Temporal.Instant,
): Promise<void> {
  if (seqs.length === 0) return
  const rows = await trx
    .updateTable('conversation_entries')
    .set({ delivered_at: now })
    .where('seq', 'in', seqs.map(BigInt))
    .where('kind', '=', 'agent')
    .where('delivered_at', 'is', null)
    .returning('source')
    .execute()
  for (const { source } of rows) {
    const place = placeOfSource(source)
    if (place)
      await jobs.add(trx, 'message.mark', { ...place, mark: 'white_check_mark' }, `${place.channel}/${place.ts}`)
  }
}
