import type { z } from 'zod'
import type { Trx } from '../../db/tables/index.ts'
import type { Jobs } from '../jobs.ts'

/**
 * A kind of callback: what a storefront is told. `subject` names what it is about (`order:1042`): callbacks of one
 * subject arrive one after the other, in the sequence in which things happened.
 */
export interface CallbackKind<D = unknown> {
  readonly type: string
  readonly about: string
  readonly schema: z.ZodType<D>
  readonly example: D
  subject(data: D): string
  /** What follows from the storefront having taken it, in the transaction that says so. */
  delivered?(trx: Trx, jobs: Jobs, data: D, now: Temporal.Instant): Promise<void>
}
