import type { Db, Trx } from '../../db/tables/index.ts'
import type { Member } from '../access/member.ts'
import { openApproval } from '../approvals/approval.ts'
import { audit } from '../audit.ts'
import { noticePriceDrop } from '../favourites/notices.ts'
import type { Jobs } from '../jobs.ts'
import { drawMessage } from '../messages.ts'
import { parseAmount } from '../money.ts'
import { ok, type Result, refuse } from '../result.ts'
import { readSettings } from '../settings/read.ts'
import { transact } from '../transact.ts'
import { isVisible } from '../visible.ts'
import { priceApproval, priceNeedsApproval } from './price-policy.ts'
import { priceSubject, waitingPrice } from './prices.ts'
import { demandEditable } from './product.ts'

export interface PriceAsked {
  sku: string
  /** As a person wrote it, in the product's currency. */
  price: string
  reason: string | null
  member: Member
  via: string
}

/** The price is in force, or waits under this subject. */
export type PriceSet = { sku: string; changed: boolean; waits: string | null }

/**
 * Sets the price of a product; one that moves further than the settings allow waits for approval and needs a reason.
 * The present price again changes nothing. Refuses while another change of it waits.
 */
export const setPrice = (db: Db, jobs: Jobs, asked: PriceAsked, now: Temporal.Instant): Promise<Result<PriceSet>> =>
  transact<PriceSet>(db, async (trx) => {
    const { member, via } = asked
    const found = await demandEditable(trx, member, asked.sku)
    if (!found.ok) return found
    const { sku, currency } = found.value
    const after = parseAmount(asked.price, currency)
    if (!after.ok) return after
    const { price: before } = await trx
      .selectFrom('products')
      .select('price')
      .where('sku', '=', sku)
      .forUpdate()
      .executeTakeFirstOrThrow()
    const waiting = await waitingPrice(trx, sku)
    if (waiting) return refuse('price.waits', { sku, subject: priceSubject(waiting), amount: waiting.after, currency })
    if (before === after.value) return ok({ sku, changed: false, waits: null })
    const settings = await readSettings(trx)
    const waits = await priceNeedsApproval(trx, { sku, before, after: after.value }, settings, now)
    const reason = asked.reason?.trim() || null
    if (waits && !(reason && isVisible(reason)))
      return refuse('price.reason_needed', { percent: settings['product.price_change_percent'] })
    const { id } = await trx
      .insertInto('price_changes')
      .values({
        ...{ sku, before, after: after.value, currency, reason, requested_by: member.id, requested_at: now },
        state: waits ? 'waiting' : 'applied',
        settled_at: waits ? null : now,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const subject = priceSubject({ id })
    const change = { before: { price: before }, after: { price: after.value } }
    const action = waits ? 'product.price_asked' : 'product.price_changed'
    await audit(trx, { member: member.id, action, subject: sku, ...change, reason, via }, now)
    if (!waits) {
      await applyPrice(trx, sku, after.value, now)
      return ok({ sku, changed: true, waits: null })
    }
    const amount = after.value > before ? after.value - before : before - after.value
    const hours = {
      remindAfterHours: settings['refund.remind_after_hours'],
      expireAfterHours: settings['refund.expire_after_hours'],
    }
    await openApproval(trx, priceApproval, { subject, amount, member: member.id, ...hours }, settings, now)
    await drawMessage(trx, jobs, { kind: 'price.prompt', subject, channel: 'channel.approvals' })
    return ok({ sku, changed: false, waits: subject })
  })

/**
 * Puts a price in force, and tells those who saved the product where it fell. The caller holds the product's row. What
 * the storefront told earlier comes too late for it.
 */
export async function applyPrice(trx: Trx, sku: string, price: bigint, now: Temporal.Instant): Promise<void> {
  const { told, currency, ...product } = await trx
    .selectFrom('products')
    .select(['told', 'price', 'currency'])
    .where('sku', '=', sku)
    .executeTakeFirstOrThrow()
  const known = JSON.stringify({ ...told, price: String(now), currency: String(now) })
  await trx.updateTable('products').set({ price, told: known, updated_at: now }).where('sku', '=', sku).execute()
  const change = { sku, before: product.price, after: price, currency }
  await noticePriceDrop(trx, change, await readSettings(trx), now)
}
