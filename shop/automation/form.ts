import type { Db } from '../../db/tables/index.ts'
import type { Member } from '../access/member.ts'
import { parseAmount } from '../money.ts'
import { seesOrders } from '../orders/assign.ts'
import { type Refusal, type Result, refuse } from '../result.ts'
import { isVisible } from '../visible.ts'
import { actions } from './actions.ts'
import { conditions, listed } from './conditions.ts'
import { moments } from './rules.ts'

/** What a form says of a rule: `name`, `moment`, `if_…` and `then_…`; what is left empty is none. */
export type RuleTexts = Readonly<Record<string, string>>

/** What is wrong with which field. */
export type Problems = Readonly<Record<string, Refusal>>

const MOST_LETTERS = 80

/** A rule as it is kept. */
export interface Written {
  name: string
  moment: string
  conditions: Record<string, string>
  actions: Record<string, string>
}

/** A rule as a form has it, or what is wrong with it. */
export function readRule(texts: RuleTexts, currency: string): { rule: Written } | { problems: Problems } {
  const problems: Record<string, Refusal> = {}
  const name = (texts.name ?? '').trim()
  if (!isVisible(name) || name.length > MOST_LETTERS)
    problems.name = refuse('rule.name_malformed', { most: MOST_LETTERS })
  const moment = moments.find((one) => one === texts.moment) ?? 'placed'
  const take = (
    prefix: string,
    all: readonly { name: string; read(text: string, currency: string): Result<string> }[],
  ) => {
    const kept: Record<string, string> = {}
    for (const one of all) {
      const text = texts[`${prefix}_${one.name}`]?.trim()
      const read = text ? one.read(text, currency) : null
      if (read?.ok) kept[one.name] = read.value
      else if (read) problems[`${prefix}_${one.name}`] = read
    }
    return kept
  }
  const rule = { name, moment, conditions: take('if', conditions), actions: take('then', actions) }
  const sends = rule.actions.ship !== undefined || rule.actions.deliver_digital !== undefined
  if (Object.keys(rule.actions).length === 0) problems.then_tag ??= refuse('rule.no_action')
  if (sends && moment !== 'paid') problems.moment = refuse('rule.ships_unpaid')
  if (isCrossed(rule.conditions, currency)) problems.if_total_to = refuse('rule.totals_crossed')
  return Object.keys(problems).length > 0 ? { problems } : { rule }
}

/** Whether no total is both from and up to what is written. */
function isCrossed({ total_from, total_to }: Written['conditions'], currency: string): boolean {
  if (total_from === undefined || total_to === undefined) return false
  const [from, to] = [parseAmount(total_from, currency), parseAmount(total_to, currency)]
  return from.ok && to.ok && from.value > to.value
}

/** The rule with what it names as orders have it, or what the shop does not have, and who cannot be assigned to, by field. */
export async function meantRule(
  db: Db,
  rule: Written,
  member: Member,
  now: Temporal.Instant,
): Promise<{ rule: Written } | { problems: Problems }> {
  const problems: Record<string, Refusal> = {}
  const meant = { ...rule.conditions }
  for (const { name, named } of conditions) {
    const kept = meant[name]
    if (kept === undefined || !named) continue
    const ids = new Set<string>()
    for (const one of listed(kept)) {
      const found = await named(db, one, member)
      if (found.ok) ids.add(found.value)
      else problems[`if_${name}`] ??= found
    }
    meant[name] = [...ids].join(', ')
  }
  const { assign } = rule.actions
  if (assign !== undefined && !(await seesOrders(db, assign, now))) problems.then_assign = refuse('rule.not_assignable')
  return Object.keys(problems).length > 0 ? { problems } : { rule: { ...rule, conditions: meant } }
}
