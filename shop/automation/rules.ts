import type { Selectable } from 'kysely'
import type { Db, Tables } from '../../db/tables/index.ts'
import { denied, type Member } from '../access/member.ts'
import { ok, type Result, refuse } from '../result.ts'
import type { Settings } from '../settings/registry.ts'
import { applies } from './conditions.ts'
import { readFacts } from './facts.ts'

/** When a rule looks at an order. */
export const moments = ['placed', 'paid'] as const
export type Moment = (typeof moments)[number]

/** If an order fits all conditions at its moment, all actions are done. */
export interface OrderRule extends Omit<Selectable<Tables['order_rules']>, 'moment'> {
  readonly moment: Moment
}

/** All rules, in the sequence in which they are run. */
export async function readRules(db: Db): Promise<OrderRule[]> {
  const rows = await db.selectFrom('order_rules').selectAll().orderBy('position').orderBy('id').execute()
  return rows.map((row) => ({ ...row, moment: row.moment as Moment }))
}

/** All rules for who may see to them. */
export async function listRules(db: Db, member: Member): Promise<Result<OrderRule[]>> {
  return denied(member, 'order.automate') ?? ok(await readRules(db))
}

/** The rule of a number as a person or button wrote it; refuses an unknown one. */
export async function ruleNumbered(db: Db, text: string): Promise<Result<OrderRule>> {
  const rule = (await readRules(db)).find(({ id }) => String(id) === text.trim())
  return rule ? ok(rule) : refuse('rule.unknown', { text })
}

/** What a rule would have applied to. */
export interface DryRun {
  readonly looked: number
  readonly matched: readonly string[]
}

/** To which of the latest orders that came to its moment a rule would have applied; nothing is written. */
async function dryRun(db: Db, settings: Settings, rule: OrderRule): Promise<DryRun> {
  const latest = await db
    .selectFrom('orders')
    .select('number')
    .$if(rule.moment === 'paid', (of) => of.where('paid_at', 'is not', null))
    .orderBy('placed_at', 'desc')
    .orderBy('number', 'desc')
    .limit(200)
    .execute()
  const facts = await readFacts(
    db,
    settings,
    latest.map(({ number }) => number),
  )
  const fits = facts.filter((one) => applies(rule.conditions, one, settings['shop.currency']))
  return { looked: facts.length, matched: fits.map(({ number }) => number) }
}

/** A rule with its dry run and how often it has applied. */
export interface RuleCard extends DryRun {
  readonly rule: OrderRule
  readonly runs: number
}

export async function ruleCard(db: Db, settings: Settings, member: Member, text: string): Promise<Result<RuleCard>> {
  const missing = denied(member, 'order.automate')
  if (missing) return missing
  const rule = await ruleNumbered(db, text)
  if (!rule.ok) return rule
  const { runs } = await db
    .selectFrom('order_rule_runs')
    .select(({ fn }) => fn.countAll<bigint>().as('runs'))
    .where('rule_id', '=', rule.value.id)
    .executeTakeFirstOrThrow()
  return ok({ rule: rule.value, runs: Number(runs), ...(await dryRun(db, settings, rule.value)) })
}
