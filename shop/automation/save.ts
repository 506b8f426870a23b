import { sql } from 'kysely'
import type { Db, Trx } from '../../db/tables/index.ts'
import { denied, type Member } from '../access/member.ts'
import { audit, auditTrail } from '../audit.ts'
import type { PageRequest } from '../pages.ts'
import { ok, type Result, refuse } from '../result.ts'
import { readSettings } from '../settings/read.ts'
import { transact } from '../transact.ts'
import { meantRule, type Problems, type RuleTexts, readRule, type Written } from './form.ts'
import { type OrderRule, readRules, ruleNumbered } from './rules.ts'

interface Saving {
  member: Member
  via: string
}

const MOST_RULES = 50

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
    const written = readRule(texts, (await readSettings(trx))['shop.currency'])
    const read = 'problems' in written ? written : await meantRule(trx, written.rule, member, now)
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
