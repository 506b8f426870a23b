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
  | 'report.failed'
  | 'report.passed'
  | 'rate.alert'
  | 'alert.episode'
  | 'alert.reminder'
  | 'alert.recovery'
  | 'team.notice'
  | 'review.alert'
  | 'review.report'
  | 'callback.alert'
  | 'return.notice'
  | 'support.card'
  | 'support.entry'
  | 'support.remark'
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
  | 'setting.scheduled'
  | 'setting.remarks'
  | 'setting.answer'
  | 'doctor.alert'
  | 'audit.head'
  | 'order.assigned'
  | 'order.exception'
  | 'order.late'
  | 'order.ship_reminder'

/** The channel (id or name) or member (id) that an address leads to now: an address may be the setting that names a channel. */
export const channelOf = (address: string, settings: Settings): string =>
  isSettingKey(address) ? String(settings[address]) : address

/** Whether an address is a person. */
export const isMember = (address: string): boolean => /^[UW][A-Z0-9]{2,}$/.test(address)

/**
 * Has the message about a subject posted to an address (see `channelOf`), or redrawn where it was posted already. Queued with the caller's transaction, so it is lost only together with the change that it tells of.
 * A subject has one message of a kind, or with `toEach` one at each address. With `thread` it stands in the thread of
 * another such message: what stands in one thread is posted in the order in which it was drawn.
 */
export async function drawMessage(
  trx: Trx,
  jobs: Jobs,
  { toEach = false, thread, ...message }: Drawing,
): Promise<void> {
  const key = `${message.kind}:${message.subject}${toEach ? `:${message.channel}` : ''}`
  const thread_of = thread ? `${thread.kind}:${thread.subject}` : null
  await trx
    .insertInto('messages')
    .values({ key, thread_of, ...message })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await queueDraw(trx, jobs, { key, thread_of })
}

interface Drawing {
  kind: MessageKind
  subject: string
  channel: string
  toEach?: boolean
  thread?: { kind: MessageKind; subject: string }
}

/**
 * Keeps a message that the caller itself has posted, and gives its key. While it is not posted anywhere, another address
 * takes the place of the first.
 */
export async function keepMessage(trx: Trx, message: { kind: MessageKind; subject: string; channel: string }) {
  const key = `${message.kind}:${message.subject}`
  await trx
    .insertInto('messages')
    .values({ key, ...message })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({ channel: message.channel }).where('messages.ts', 'is', null),
    )
    .execute()
  return key
}

/** Has a kept message drawn: after all of its thread that was to be drawn before. */
export const queueDraw = (
  trx: Trx,
  jobs: Jobs,
  { key, thread_of }: { key: string; thread_of: string | null },
): Promise<void> => jobs.add(trx, 'message.draw', { key }, thread_of ?? key)

/** Redraws every message about a subject; does nothing where there is none. */
export const redrawMessages = (trx: Trx, jobs: Jobs, kind: MessageKind, subject: string): Promise<void> =>
  redraw(trx, jobs, kind, sql`subject = ${subject}`)

/** The same for every subject with this beginning. */
export const redrawMessagesFrom = (trx: Trx, jobs: Jobs, kind: MessageKind, beginning: string): Promise<void> =>
  redraw(trx, jobs, kind, sql`starts_with(subject, ${beginning})`)

async function redraw(trx: Trx, jobs: Jobs, kind: MessageKind, which: RawBuilder<boolean>): Promise<void> {
  const rows = await trx
    .selectFrom('messages')
    .select(['key', 'thread_of'])
    .where('kind', '=', kind)
    .where(which)
    .orderBy('key')
    .execute()
  for (const row of rows) await queueDraw(trx, jobs, row)
}
