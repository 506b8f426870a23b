import { sql } from 'kysely'
import type { Trx } from '../../db/tables/index.ts'
import { addressesOf } from '../access/members.ts'
import type { Jobs } from '../jobs.ts'
import { drawMessage, redrawMessages } from '../messages.ts'
import { alertSubject } from '../stock/alert-subject.ts'
import type { Restock } from './restock.ts'

/** Who is asked: the merchant's people who may answer, or the stock channel where there are none. */
async function addressesFor(trx: Trx, sku: string, now: Temporal.Instant): Promise<string[]> {
  const { merchant_id: merchant } = await trx
    .selectFrom('products')
    .select('merchant_id')
    .where('sku', '=', sku)
    .executeTakeFirstOrThrow()
  return addressesOf(trx, { merchant, permission: 'stock.adjust', otherwise: 'channel.stock' }, now)
}

/** Asks for goods where they are answered, and has the alert tell of it. */
export async function tellRestock(trx: Trx, jobs: Jobs, { id, sku }: Told, now: Temporal.Instant): Promise<void> {
  for (const channel of await addressesFor(trx, sku, now))
    await drawMessage(trx, jobs, { kind: 'stock.restock', subject: String(id), channel, toEach: true })
  await redrawAlert(trx, jobs, sku)
}

/** One promise is one reminder: its subject names the request, then the day. */
const reminderSubject = (id: bigint, day: string) => `${id}/${day}`

/** Reminds those who promised, and the stock channel, of goods that have not come by their day. */
export async function tellOverdue(
  trx: Trx,
  jobs: Jobs,
  { id, sku, dueOn }: Told & { dueOn: string },
  now: Temporal.Instant,
): Promise<void> {
  for (const channel of new Set([...(await addressesFor(trx, sku, now)), 'channel.stock'])) {
    const message = { subject: reminderSubject(id, dueOn), channel, toEach: true }
    await drawMessage(trx, jobs, { kind: 'stock.restock_reminder', ...message })
  }
}

interface Told {
  id: bigint
  sku: string
}

/**
 * Tells whoever asked for goods what has just become of it, unless they did it themselves; a request that opened by itself
 * is told of by the alert of its goods. Each time in a message of its own, since nobody is notified of one that is redrawn.
 */
export async function tellAsker(
  trx: Trx,
  jobs: Jobs,
  { id, openedBy, state, by }: Pick<Restock, 'id' | 'openedBy' | 'state'> & { by: string },
  now: Temporal.Instant,
): Promise<void> {
  if (openedBy === null || openedBy === by) return
  await drawMessage(trx, jobs, { kind: 'stock.restock_notice', subject: `${id}/${state}/${now}`, channel: openedBy })
}

/** Redraws a request wherever it stands, with the reminders of all that was promised, and the alert of its goods. */
export async function redrawRestock(trx: Trx, jobs: Jobs, { id, sku }: Told): Promise<void> {
  await redrawMessages(trx, jobs, 'stock.restock', String(id))
  const reminders = await trx
    .selectFrom('messages')
    .select('subject')
    .distinct()
    .where('kind', '=', 'stock.restock_reminder')
    .where(sql<boolean>`starts_with(subject, ${reminderSubject(id, '')})`)
    .execute()
  for (const { subject } of reminders) await redrawMessages(trx, jobs, 'stock.restock_reminder', subject)
  await redrawAlert(trx, jobs, sku)
}

async function redrawAlert(trx: Trx, jobs: Jobs, sku: string): Promise<void> {
  const stock = await trx.selectFrom('stock').select('low_since').where('sku', '=', sku).executeTakeFirst()
  if (stock?.low_since) await redrawMessages(trx, jobs, 'stock.alert', alertSubject(sku, stock.low_since))
}
