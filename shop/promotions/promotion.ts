import type { Selectable } from 'kysely'
import type { Tables } from '../../db/tables/index.ts'
import type { Named } from '../result.ts'
import type { Fields, ValuesOf, Where } from './fields.ts'
import { type Terms, termFields } from './terms.ts'
import type { PromotionType } from './type.ts'
import { typeOf } from './types/index.ts'
import { type Opening, openingAt, type Schedule } from './window.ts'

export type PromotionRow = Pick<
  Selectable<Tables['promotions']>,
  'code' | 'type' | 'status' | 'rule' | 'terms' | 'currency' | 'version'
>

/** A promotion as evaluation needs it: every text read once, lists as sets. */
export interface Promotion {
  readonly code: string
  readonly type: PromotionType
  readonly status: string
  readonly version: number
  readonly currency: string
  readonly rule: ValuesOf<Fields>
  readonly terms: Terms
  readonly schedule: Schedule
  readonly scope: Scope
  readonly limits: Limits
}

/** What a line has to be, all of it; null: anything. */
export interface Scope {
  readonly categories: ReadonlySet<string> | null
  readonly tags: ReadonlySet<string> | null
  readonly skus: ReadonlySet<string> | null
  readonly merchants: ReadonlySet<string> | null
  readonly regions: ReadonlySet<string> | null
}

/**
 * Most uses (orders), pieces and money, in all and for each customer; null: without a limit. Of a first order's promotion
 * each customer has one use, also where two orders of theirs come at once.
 */
export interface Limits {
  readonly uses: number | null
  readonly usesEach: number | null
  readonly pieces: number | null
  readonly piecesEach: number | null
  readonly budget: bigint | null
}

/** What people call it, and the shop's own its code. */
export const namedPromotion = ({ code, terms }: Promotion): Named => ({
  ...{ code, name: terms.name, nameZh: terms.name_zh },
})

/** What is stored, read. Throws where it cannot be read any more: nothing is stored that could not be. */
export function readPromotion(row: PromotionRow, zone: string): Promotion {
  const type = typeOf(row.type)
  const where: Where = { currency: row.currency, zone }
  const rule = valuesOf(type.fields, row.rule, where)
  const terms = valuesOf(termFields, row.terms, where) as Terms
  const { starts, ends, hours, weekdays } = terms
  return {
    ...{ code: row.code, type, status: row.status, version: row.version, currency: row.currency, rule, terms },
    schedule: { starts, ends, hours, weekdays, zone },
    scope: {
      categories: setOf(terms.categories),
      tags: setOf(terms.tags),
      skus: setOf(terms.skus),
      merchants: setOf(terms.merchants),
      regions: setOf(terms.regions),
    },
    limits: {
      ...(type.pieceLimits?.(rule) ?? { pieces: null, piecesEach: null }),
      ...{ uses: terms.most_uses, usesEach: terms.first_order ? 1 : terms.uses_each, budget: terms.budget },
    },
  }
}

const setOf = (list: readonly string[]): ReadonlySet<string> | null => (list.length > 0 ? new Set(list) : null)

function valuesOf<F extends Fields>(fields: F, texts: Record<string, string>, where: Where): ValuesOf<F> {
  const values = Object.entries(fields).map(([name, field]) => {
    const read = field.read(texts[name] ?? '', where)
    if (!read.ok) throw new RangeError(`stored promotion: ${name} is "${texts[name]}"`)
    return [name, read.value.value]
  })
  return Object.fromEntries(values) as ValuesOf<F>
}

/** What orders have taken so far. */
export interface Used {
  readonly uses: bigint
  readonly pieces: bigint
  readonly given: bigint
}
export const nothingUsed: Used = { uses: 0n, pieces: 0n, given: 0n }

/** Running first, as lists show them. */
export const promotionStates = ['running', 'scheduled', 'paused', 'draft', 'sold_out', 'used_up', 'ended'] as const
export type PromotionState = (typeof promotionStates)[number]

/** How a promotion stands; `until` as its window has it. Between two of its windows it is scheduled. */
export function stateOf(
  { status, schedule, limits }: Promotion,
  used: Used,
  now: Temporal.Instant,
): { state: PromotionState } & Opening {
  const opening = openingAt(schedule, now)
  const { uses, pieces, budget } = limits
  const spent = (uses !== null && used.uses >= BigInt(uses)) || (budget !== null && used.given >= budget)
  if (status === 'ended' || (!opening.open && opening.until === null)) return { state: 'ended', ...opening }
  if (status === 'draft' || status === 'paused') return { state: status, ...opening }
  if (pieces !== null && used.pieces >= BigInt(pieces)) return { state: 'sold_out', ...opening }
  if (spent) return { state: 'used_up', ...opening }
  return { state: opening.open ? 'running' : 'scheduled', ...opening }
}
