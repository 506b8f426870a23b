import { sql } from 'kysely'
import type { Trx } from '../../db/tables/index.ts'
import { membersWho } from '../access/members.ts'
import type { Jobs } from '../jobs.ts'
import { drawMessage, redrawMessages } from '../messages.ts'
import { alertSubject } from '../stock/alert-subject.ts'

/** Who is asked: the merchant's people who may answer, or the stock channel where there are none. */
async function addressesFor(trx: Trx, sku: string, now: Temporal.Instant): Promise<string[]> {
  const people = await trx
    .selectFrom('members')
    .innerJoin('products', 'products.merchant_id', 'members.merchant_id')
    .where('products.sku', '=', sku)
    .select('members.id')
    .execute()
  const theirs = new Set(people.map(({ id }) => id))
  const answering = theirs.size > 0 ? await membersWho(trx, 'stock.adjust', now) : []
  const ids = answering.map(({ id }) => id).filter((id) => theirs.has(id))
  return ids.length > 0 ? ids : ['channel.stock']
}

/** Asks for goods where they are answered, and has the alert tell of it. */
export async function tellRestock(trx: Trx, jobs: Jobs, { id, sku }: Told, now: Temporal.Instant): Promise<void> {
  for (const address of await addressesFor(trx, sku, now))
    await drawMessage(trx, jobs, { kind: 'stock.restock', subject: `${id}/${address}`, channel: address })
  await redrawAlert(trx, jobs, sku)
}

/** Reminds those who promised, and the stock channel, of goods that have not come by their day. */
export async function tellOverdue(
  trx: Trx,
  jobs: Jobs,
  { id, sku, dueOn }: Told & { dueOn: string },
  now: Temporal.Instant,
): Promise<void> {
  for (const address of new Set([...(await addressesFor(trx, sku, now)), 'channel.stock'])) {
    const message = { subject: `${id}/${dueOn}/${address}`, channel: address }
    await drawMessage(trx, jobs, { kind: 'stock.restock_reminder', ...message })
  }
}

interface Told {
  id: bigint
  sku: string
}

/** Redraws a request wherever it stands, and the alert of its goods. */
export async function redrawRestock(trx: Trx, jobs: Jobs, { id, sku }: Told): Promise<void> {
  const rows = await trx
    .selectFrom('messages')
    .select('key')
    .where('kind', 'in', ['stock.restock', 'stock.restock_reminder'])
    .where(sql<boolean>`starts_with(subject, ${`${id}/`})`)
    .orderBy('key')
    .execute()
  for (const { key } of rows) await jobs.add(trx, 'message.draw', { key }, key)
  await redrawAlert(trx, jobs, sku)
}

async function redrawAlert(trx: Trx, jobs: Jobs, sku: string): Promise<void> {
  const stock = await trx.selectFrom('stock').select('low_since').where('sku', '=', sku).executeTakeFirst()
  if (stock?.low_since) await redrawMessages(trx, jobs, 'stock.alert', alertSubject(sku, stock.low_since))
}
