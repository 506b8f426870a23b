import type { z } from 'zod'
import type { Trx } from '../../db/tables/index.ts'
import type { Jobs } from '../jobs.ts'
import type { Result } from '../result.ts'

/** What an event is applied with. */
export interface Scene {
  readonly trx: Trx
  readonly jobs: Jobs
  /** The event's own id, for what has to be done once for it. */
  readonly event: string
  /** When it happened, as the storefront says. */
  readonly at: Temporal.Instant
  /** When it is applied. */
  readonly now: Temporal.Instant
}

/**
 * A kind of event that storefronts tell. `subject` names what it is about (`order:1042`): events of one subject are
 * taken one after the other. A refusal to apply it is kept with it; where something has to become known first, the
 * event waits for that.
 */
export interface EventKind<D = unknown> {
  readonly type: string
  readonly about: string
  readonly schema: z.ZodType<D>
  readonly example: D
  subject(data: D): string
  apply(scene: Scene, data: D): Promise<Result<unknown>>
}

export const orderKey = (number: string) => `order:${number}`
export const productKey = (sku: string) => `product:${sku}`
export const customerKey = (id: string) => `customer:${id}`
