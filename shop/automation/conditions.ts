import type { Db } from '../../db/tables/index.ts'
import type { Member } from '../access/member.ts'
import { parseAmount, toDecimal } from '../money.ts'
import { ok, type Result, refuse } from '../result.ts'
import { merchantNamed } from '../team/merchant.ts'
import type { OrderFacts } from './facts.ts'
import { categoryIdNamed, methodNamed, skuNamed } from './named.ts'

/** Something that an order is asked. A rule applies where every condition that it names holds. */
export interface Condition {
  /** Words: `rule.if.NAME`, a hint `rule.if.NAME.hint`. */
  readonly name: string
  /** What can be chosen; text where absent. Words: `rule.choice.CHOICE`. */
  readonly choices?: readonly string[]
  /** What a person wrote, as it is kept. */
  read(text: string, currency: string): Result<string>
  /** What one of a list means, as orders have it; refuses what the shop does not have. Any text where absent. */
  readonly named?: (db: Db, text: string, member: Member) => Promise<Result<string>>
  holds(kept: string, facts: OrderFacts, currency: string): boolean
}

const MOST_LISTED = 50

/** What stands between commas. */
export const listed = (text: string): string[] =>
  text
    .split(/[,，、\n]/)
    .map((part) => part.trim())
    .filter(Boolean)

/** That an order has any of what is listed, however it is cased. */
const anyOf = (name: string, of: (facts: OrderFacts) => readonly string[], named?: Condition['named']): Condition => ({
  ...{ name, ...(named && { named }) },
  read(text) {
    const parts = listed(text)
    const fits = parts.length > 0 && parts.length <= MOST_LISTED && parts.every((part) => part.length <= 120)
    return fits ? ok(parts.join(', ')) : refuse('rule.list_malformed', { most: MOST_LISTED })
  },
  holds(kept, facts) {
    const wanted = new Set(listed(kept.toLowerCase()))
    return of(facts).some((one) => wanted.has(one.toLowerCase()))
  },
})

const amount = (name: string, fits: (total: bigint, limit: bigint) => boolean): Condition => ({
  name,
  read(text, currency) {
    const read = parseAmount(text, currency)
    return read.ok ? ok(toDecimal(read.value, currency)) : read
  },
  holds(kept, { total }, currency) {
    const limit = parseAmount(kept, currency)
    return limit.ok && fits(total, limit.value)
  },
})

const choice = (name: string, choices: Readonly<Record<string, (facts: OrderFacts) => boolean>>): Condition => ({
  name,
  choices: Object.keys(choices),
  read: (text) => (Object.hasOwn(choices, text) ? ok(text) : refuse('rule.choice_unknown', { text })),
  holds: (kept, facts) => choices[kept]?.(facts) ?? false,
})

/** Every condition. A new one is one line here and its words. */
export const conditions: readonly Condition[] = [
  amount('total_from', (total, limit) => total >= limit),
  amount('total_to', (total, limit) => total <= limit),
  anyOf('region', ({ region }) => [region]),
  anyOf('sku', ({ skus }) => skus, skuNamed),
  anyOf('category', ({ categories }) => categories, categoryIdNamed),
  anyOf('goods_tag', ({ tags }) => tags),
  anyOf('merchant', ({ merchants }) => merchants, merchantNamed),
  anyOf('method', ({ methods }) => methods, methodNamed),
  choice('customer', { new: ({ returning }) => !returning, returning: ({ returning }) => returning }),
  choice('digital', { all: ({ digital }) => digital === 'all', none: ({ digital }) => digital === 'none' }),
]

/** Whether a rule with these conditions applies; none at all: to every order. */
export const applies = (kept: Readonly<Record<string, string>>, facts: OrderFacts, currency: string): boolean =>
  conditions.every(({ name, holds }) => kept[name] === undefined || holds(kept[name], facts, currency))
