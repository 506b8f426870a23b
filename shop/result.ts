import type { Values } from './i18n/index.ts'
import type { RefusalCode } from './i18n/refusals.ts'

/** A thing that has a code for the shop's people and names for everybody. */
export interface Named {
  readonly code: string
  readonly name: string
  readonly nameZh: string | null
}

/** What the words of a refusal need. A bigint is money of its `currency`, `at` and `until` instants, a list is joined by its reader's rules. */
export type RefusalValues = Readonly<Record<string, Values[string] | readonly string[] | Named>>

/** An expected "no": a code that the catalogue turns into words, and what the words need. */
export interface Refusal {
  readonly ok: false
  readonly code: RefusalCode
  readonly values: RefusalValues
}

export type Result<T> = { readonly ok: true; readonly value: T } | Refusal

export const ok = <T>(value: T): Result<T> => ({ ok: true, value })

export const refuse = (code: RefusalCode, values: RefusalValues = {}): Refusal => ({ ok: false, code, values })

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
