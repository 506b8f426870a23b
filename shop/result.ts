import type { Values } from './i18n/index.ts'
import type { RefusalCode } from './i18n/refusals.ts'

/** An expected "no": a code that the catalogue turns into words, and what the words need. A bigint is money of its `currency`. */
export interface Refusal {
  readonly ok: false
  readonly code: RefusalCode
  readonly values: Values
}

export type Result<T> = { readonly ok: true; readonly value: T } | Refusal

export const ok = <T>(value: T): Result<T> => ({ ok: true, value })

export const refuse = (code: RefusalCode, values: Values = {}): Refusal => ({ ok: false, code, values })

/** Thrown inside a transaction to roll it back with a refusal; `refusable` turns it into a value again. */
export class Refused extends Error {
  override name = 'Refused'
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.code)
    this.refusal = refusal
  }
}

/** Gives the value, or throws Refused: for a refusal that has to undo what the transaction did before. */
export function demand<T>(result: Result<T>): T {
  if (result.ok) return result.value
  throw new Refused(result)
}

/** Runs work whose `demand`s may refuse; faults pass through. */
export async function refusable<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Refused) return error.refusal
    throw error
  }
}
