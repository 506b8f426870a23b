import { type RawBuilder, sql } from 'kysely'
import type { Trx } from '../db/tables/index.ts'
import type { Jobs } from './jobs.ts'
import { isSettingKey, type Settings } from './settings/registry.ts'

/** What Backroom keeps in channels and direct messages. What a message says is a function of the records when it is drawn. */
export type MessageKind =
  | 'refund.prompt'
  | 'refund.reminder'
  | 'refund.notice'
  | 'order.slip'
  | 'stock.alert'
  | 'report.run'
  | 'rate.alert'
  | 'team.notice'
  | 'review.alert'
  | 'review.report'
  | 'callback.alert'
  | 'return.notice'
  | 'customer.message'
  | 'customer.rating'
  | 'stock.stopped'
  | 'stock.digest'
  | 'stock.restock'
  | 'stock.restock_reminder'
  | 'stock.restock_notice'
  | 'price.prompt'
  | 'price.reminder'
  | 'price.notice'
  | 'change.prompt'
  | 'change.reminder'
  | 'change.notice'

/** The channel (id or name) or member (id) that an address leads to now: an address may be the setting that names a channel. */
export const channelOf = (address: string, settings: Settings): string =>
  isSettingKey(address) ? String(settings[address]) : address

/**
 * Has the message about a subject posted to an address (see `channelOf`), or redrawn where it was posted already. Queued with the caller's transaction, so it is lost only together with the change that it tells of.
 * A subject has one message of a kind, or with `toEach` one at each address.
 */
export async function drawMessage(
  trx: Trx,
  jobs: Jobs,
  { toEach = false, ...message }: { kind: MessageKind; subject: string; channel: string; toEach?: boolean },
): Promise<void> {
  const key = `${message.kind}:${message.subject}${toEach ? `:${message.channel}` : ''}`
  await trx
    .insertInto('messages')
    .values({ key, ...message })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await jobs.add(trx, 'message.draw', { key }, key)
}

/** Redraws every message about a subject; does nothing where there is none. */
export const redrawMessages = (trx: Trx, jobs: Jobs, kind: MessageKind, subject: string): Promise<void> =>
  redraw(trx, jobs, kind, sql`subject = ${subject}`)

/** The same for every subject with this beginning. */
export const redrawMessagesFrom = (trx: Trx, jobs: Jobs, kind: MessageKind, beginning: string): Promise<void> =>
  redraw(trx, jobs, kind, sql`starts_with(subject, ${beginning})`)

async function redraw(trx: Trx, jobs: Jobs, kind: MessageKind, which: RawBuilder<boolean>): Promise<void> {
  const rows = await trx
    .selectFrom('messages')
    .select('key')
    .where('kind', '=', kind)
    .where(which)
    .orderBy('key')
    .execute()
  for (const { key } of rows) await jobs.add(trx, 'message.draw', { key }, key)
}
