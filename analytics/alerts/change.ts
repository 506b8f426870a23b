import { sql, type Updateable } from 'kysely'
import type { Db, Tables, Trx } from '../../db/tables/index.ts'
import { audit } from '../../shop/audit.ts'
import type { Jobs } from '../../shop/jobs.ts'
import { redrawMessages } from '../../shop/messages.ts'
import { ok, type Result, refuse } from '../../shop/result.ts'
import { readSettings } from '../../shop/settings/read.ts'
import { transact } from '../../shop/transact.ts'
import { type AlertTexts, type Problems, readManner, readWatch } from './form.ts'
import { type AlertRule, keptWatch, ruleNumbered } from './rules.ts'

/** Who changes a rule, and how they came to it. `merchant`: only rules of this merchant are within reach. */
export interface Actor {
  readonly member: string
  readonly merchant: string | null
  readonly via: string
}

/** A beat looks at all of them. */
const MOST_RULES = 50

const kept = (rule: AlertRule) => {
  const { name, rearmHours, channel } = rule
  return { ...keptWatch(rule), name, rearmHours, channel }
}

/** Makes a rule (`id` null) or changes one, whose episode ends with that. Gives what is wrong by part. */
export function saveRule(
  db: Db,
  jobs: Jobs,
  { id, texts, actor }: { id: string | null; texts: AlertTexts; actor: Actor },
  now: Temporal.Instant,
): Promise<Result<{ saved: AlertRule } | { problems: Problems }>> {
  return transact<{ saved: AlertRule } | { problems: Problems }>(db, async (trx) => {
    // One at a time, so that there are never too many.
    await sql`lock table alert_rules in share row exclusive mode`.execute(trx)
    const known = id === null ? ok(null) : await ruleNumbered(trx, id, actor.merchant)
    if (!known.ok) return known
    const { 'shop.currency': currency } = await readSettings(trx)
    const [read, more] = [await readWatch(trx, texts, actor.merchant, currency), readManner(texts)]
    if ('problems' in read) return ok(read)
    if ('problems' in more) return ok(more)
    const { figure, merchant: merchant_id, window: span, bound } = keptWatch(read.watch)
    const { name, rearmHours: rearm_hours, channel } = more.manner
    const row = { name, figure, merchant_id, span, bound: JSON.stringify(bound), rearm_hours, channel }
    const before = known.value
    if (!before && (await tooMany(trx))) return refuse('alert.too_many', { most: MOST_RULES })
    if (before) await endEpisode(trx, jobs, before, 'changed', now)
    const saved = before
      ? await trx
          .updateTable('alert_rules')
          .set({ ...row, evaluated_at: null, reading: null })
          .where('id', '=', BigInt(before.id))
          .returning('id')
          .executeTakeFirstOrThrow()
      : await trx
          .insertInto('alert_rules')
          .values({ ...row, owner: actor.member, created_at: now })
          .returning('id')
          .executeTakeFirstOrThrow()
    const after = await ruleNumbered(trx, String(saved.id), actor.merchant)
    if (!after.ok) return after
    const action = before ? 'alert.changed' : 'alert.created'
    const { member, via } = actor
    const entry = {
      member,
      action,
      subject: String(saved.id),
      before: before && kept(before),
      after: kept(after.value),
    }
    await audit(trx, { ...entry, via }, now)
    return ok({ saved: after.value })
  })
}

async function tooMany(trx: Trx): Promise<boolean> {
  const { count } = await trx
    .selectFrom('alert_rules')
    .select(({ fn }) => fn.countAll<bigint>().as('count'))
    .where('removed_at', 'is', null)
    .executeTakeFirstOrThrow()
  return count >= MOST_RULES
}

/** Ends the episode of a rule, if there is one, because of what a person did. */
async function endEpisode(
  trx: Trx,
  jobs: Jobs,
  rule: AlertRule,
  ending: 'muted' | 'changed' | 'removed',
  now: Temporal.Instant,
): Promise<void> {
  const ended = await trx
    .updateTable('alert_episodes')
    .set({ ended_at: now, ending })
    .where('rule_id', '=', BigInt(rule.id))
    .where('ended_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (ended) await redrawMessages(trx, jobs, 'alert.episode', String(ended.id))
}

/** One that a person does to a rule by its number; gives the rule as it is then. Again changes nothing. */
export type RuleChange = (
  db: Db,
  jobs: Jobs,
  asked: { id: string; actor: Actor },
  now: Temporal.Instant,
) => Promise<Result<AlertRule & { changed: boolean }>>

const changing =
  (
    action: string,
    set: (rule: AlertRule, actor: Actor, now: Temporal.Instant) => Updateable<Tables['alert_rules']> | null,
    ending?: 'muted' | 'removed',
  ): RuleChange =>
  (db, jobs, { id, actor }, now) =>
    transact<AlertRule & { changed: boolean }>(db, async (trx) => {
      await sql`lock table alert_rules in share row exclusive mode`.execute(trx)
      const found = await ruleNumbered(trx, id, actor.merchant)
      if (!found.ok) return found
      const rule = found.value
      const values = set(rule, actor, now)
      if (!values) return ok({ ...rule, changed: false })
      if (ending) await endEpisode(trx, jobs, rule, ending, now)
      await trx.updateTable('alert_rules').set(values).where('id', '=', BigInt(rule.id)).execute()
      const { member, via } = actor
      await audit(trx, { member, action: `alert.${action}`, subject: rule.id, after: values, via }, now)
      await redrawOpen(trx, jobs, rule)
      const after = await ruleNumbered(trx, rule.id, actor.merchant)
      return ok({ ...(after.ok ? after.value : rule), changed: true })
    })

/** The message about an episode that goes on tells of its rule's snooze. */
async function redrawOpen(trx: Trx, jobs: Jobs, rule: AlertRule): Promise<void> {
  const open = await trx
    .selectFrom('alert_episodes')
    .select('id')
    .where('rule_id', '=', BigInt(rule.id))
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  if (open) await redrawMessages(trx, jobs, 'alert.episode', String(open.id))
}

/** Says nothing of it any more, until unmuted; an episode ends with that. */
export const muteRule = changing(
  'muted',
  ({ muted }, { member }, now) => (muted ? null : { muted_at: now, muted_by: member, snoozed_until: null }),
  'muted',
)

/** Looks at it again, from the latest slot on. */
export const unmuteRule = changing('unmuted', ({ muted }) => (muted ? { muted_at: null, muted_by: null } : null))

/** Ends it for good; its episodes stay in the history. */
export const removeRule = changing('removed', (_, __, now) => ({ removed_at: now }), 'removed')

/** Tells nothing new of it until then; what goes on at that time is told once more. */
export const snoozeRule = (until: Temporal.Instant): RuleChange =>
  changing('snoozed', ({ muted, snoozedUntil }) =>
    muted || snoozedUntil?.equals(until) ? null : { snoozed_until: until },
  )
