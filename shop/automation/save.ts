import { sql } from 'kysely'
import type { Db, Trx } from '../../db/tables/index.ts'
import { denied, type Member } from '../access/member.ts'
import { audit, auditTrail } from '../audit.ts'
import type { PageRequest } from '../pages.ts'
import { ok, type Refusal, type Result, refuse } from '../result.ts'
import { readSettings } from '../settings/read.ts'
import { transact } from '../transact.ts'
import { isVisible } from '../visible.ts'
import { actions } from './actions.ts'
import { conditions } from './conditions.ts'
import { moments, type OrderRule, readRules, ruleNumbered } from './rules.ts'

interface Saving {
  member: Member
  via: string
}

/** What a form says of a rule: `name`, `moment`, `if_…` and `then_…`; what is left empty is none. */
export type RuleTexts = Readonly<Record<string, string>>

/** What is wrong with which field. */
export type Problems = Readonly<Record<string, Refusal>>

const MOST_LETTERS = 80
const MOST_RULES = 50

interface Written {
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
  return Object.keys(problems).length > 0 ? { problems } : { rule }
}

/** Makes a rule (`id` null), switched off and last, or changes one. Gives what is wrong by field. */
export function saveRule(
  db: Db,
  asked: Saving & { id: string | null; texts: RuleTexts },
  now: Temporal.Instant,
): Promise<Result<{ saved: OrderRule } | { problems: Problems }>> {
  return changing<{ saved: OrderRule } | { problems: Problems }>(db, asked, async (trx) => {
    const { id, member, via, texts } = asked
    const known = id === null ? ok(null) : await ruleNumbered(trx, id)
    if (!known.ok) return known
    const read = readRule(texts, (await readSettings(trx))['shop.currency'])
    if ('problems' in read) return ok(read)
    const { name, moment, conditions: ifs, actions: thens } = read.rule
    const row = { name, moment, conditions: JSON.stringify(ifs), actions: JSON.stringify(thens), updated_at: now }
    const before = known.value && wordsOf(known.value)
    const rules = await readRules(trx)
    if (!known.value && rules.length >= MOST_RULES) return refuse('rule.too_many', { most: MOST_RULES })
    const saved = known.value
      ? await trx
          .updateTable('order_rules')
          .set(row)
          .where('id', '=', known.value.id)
          .returning('id')
          .executeTakeFirstOrThrow()
      : await trx
          .insertInto('order_rules')
          .values({ ...row, active: false, position: (rules.at(-1)?.position ?? 0) + 1 })
          .returning('id')
          .executeTakeFirstOrThrow()
    const action = before ? 'rule.changed' : 'rule.created'
    await audit(trx, { member: member.id, action, subject: String(saved.id), before, after: read.rule, via }, now)
    const after = await ruleNumbered(trx, String(saved.id))
    return after.ok ? ok({ saved: after.value }) : after
  })
}

const wordsOf = ({ name, moment, conditions, actions }: OrderRule): Written => ({ name, moment, conditions, actions })

/** Switches a rule on or off; it counts for orders to come. */
export const switchRule = (db: Db, asked: Saving & { id: string }, now: Temporal.Instant): Promise<Result<OrderRule>> =>
  changing(db, asked, async (trx) => {
    const { id, member, via } = asked
    const rule = await ruleNumbered(trx, id)
    if (!rule.ok) return rule
    const active = !rule.value.active
    await trx.updateTable('order_rules').set({ active, updated_at: now }).where('id', '=', rule.value.id).execute()
    const action = active ? 'rule.switched_on' : 'rule.switched_off'
    await audit(trx, { member: member.id, action, subject: String(rule.value.id), via }, now)
    return ruleNumbered(trx, id)
  })

/** Has a rule run before the one above it; the first stays where it is. */
export const raiseRule = (db: Db, asked: Saving & { id: string }, now: Temporal.Instant): Promise<Result<OrderRule>> =>
  changing(db, asked, async (trx) => {
    const { id, member, via } = asked
    const rule = await ruleNumbered(trx, id)
    if (!rule.ok) return rule
    const rules = await readRules(trx)
    const at = rules.findIndex((one) => one.id === rule.value.id)
    const above = rules[at - 1]
    if (!above) return rule
    const place = (one: OrderRule, position: number) =>
      trx.updateTable('order_rules').set({ position }).where('id', '=', one.id).execute()
    await place(rule.value, above.position)
    await place(above, rule.value.position)
    await audit(trx, { member: member.id, action: 'rule.raised', subject: String(rule.value.id), via }, now)
    return ruleNumbered(trx, id)
  })

/** What people did to a rule, newest first. */
export async function ruleHistory(db: Db, member: Member, id: string, request: PageRequest) {
  const missing = denied(member, 'order.automate')
  if (missing) return missing
  const rule = await ruleNumbered(db, id)
  return rule.ok ? ok({ rule: rule.value, page: await auditTrail(db, 'rule', String(rule.value.id), request) }) : rule
}

/** Changes of rules queue up, so that each sees what the one before it left. */
const changing = <T>(db: Db, { member }: Saving, work: (trx: Trx) => Promise<Result<T>>): Promise<Result<T>> =>
  transact(db, async (trx) => {
    const missing = denied(member, 'order.automate')
    if (missing) return missing
    await sql`lock table order_rules in share row exclusive mode`.execute(trx)
    return work(trx)
  })
