import type { Db } from '../../db/tables/index.ts'
import type { Gateway, RefundAnswer, RefundOrder } from './gateway.ts'

export interface SandboxOptions {
  /** Gives the time of the provider's own clock. */
  clock: () => Temporal.Instant
  /** Milliseconds that an answer takes. */
  latency?: number
  /** Asked before each request: may give a decline, or throw what a broken network would. */
  script?: (order: RefundOrder) => RefundAnswer | null
  /** Asked after the money has moved: throws where the answer gets lost on its way. */
  onReply?: (order: RefundOrder) => void
}

/**
 * Stands in for a payment provider. What it paid is in a table of its own, written by itself and at once, since a
 * provider's memory does not depend on whether we were killed meanwhile.
 */
export function sandboxGateway(db: Db, { clock, latency = 0, script, onReply }: SandboxOptions): Gateway {
  return {
    async refund(order) {
      if (latency > 0) await new Promise((resolve) => setTimeout(resolve, latency))
      const { key, amount, currency } = order
      const known = await db.selectFrom('sandbox_gateway_refunds').selectAll().where('key', '=', key).executeTakeFirst()
      if (known && (known.amount !== amount || known.currency !== currency))
        return { ok: false, code: 'key_reused', message: `${key} was used for another amount` }
      const declined = known ? null : script?.(order)
      if (declined) return declined
      await db
        .insertInto('sandbox_gateway_refunds')
        .values({ key, amount, currency, at: clock(), reference: `sandbox-${key}` })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      onReply?.(order)
      return { ok: true, reference: `sandbox-${key}` }
    },
  }
}
