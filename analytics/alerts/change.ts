import { sql, type Updateable } from 'kysely'
import type { Db, Tables, Trx } from '../../db/tables/index.ts'
import { audit } from '../../shop/audit.ts'
import type { Jobs } from '../../shop/jobs.ts'
import { redrawMessages } from '../../shop/messages.ts'
import { ok, type Refusal, type Result, refuse } from '../../shop/result.ts'
import { transact } from '../../shop/transact.ts'
import type { Actor } from '../actor.ts'
import { type AlertRule, ruleNumbered } from './rules.ts'

/** Ends the episode of a rule, if there is one, because of what a person did. */
export async function endEpisode(
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

/** Has the latest slot of a rule looked at once more; not while an episode goes on, which is told already. */
export async function lookAgain(trx: Trx, rule: string): Promise<void> {
  await trx
    .updateTable('alert_rules')
    .set({ evaluated_at: null, reading: null })
    .where('id', '=', BigInt(rule))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(selectFrom('alert_episodes').whereRef('rule_id', '=', 'alert_rules.id').where('ended_at', 'is', null)),
      ),
    )
    .execute()
}

/** One that a person does to a rule by its number; gives the rule as it is then. Again changes nothing. */
export type RuleChange = (
  db: Db,
  jobs: Jobs,
  asked: { id: string; actor: Actor },
  now: Temporal.Instant,
) => Promise<Result<AlertRule & { changed: boolean }>>

interface Manner {
  ending?: 'muted' | 'removed'
  refusal?: (rule: AlertRule) => Refusal | null
  /** Whether it is looked at once more (see `lookAgain`). */
  again?: boolean
}

const changing =
  (
    action: string,
    set: (rule: AlertRule, actor: Actor, now: Temporal.Instant) => Updateable<Tables['alert_rules']> | null,
    { ending, refusal, again = false }: Manner = {},
  ): RuleChange =>
  (db, jobs, { id, actor }, now) =>
    transact<AlertRule & { changed: boolean }>(db, async (trx) => {
      await sql`lock table alert_rules in share row exclusive mode`.execute(trx)
      const found = await ruleNumbered(trx, id, actor.merchant)
      if (!found.ok) return found
      const rule = found.value
      const refused = refusal?.(rule)
      if (refused) return refused
      const values = set(rule, actor, now)
      if (!values) return ok({ ...rule, changed: false })
      if (ending) await endEpisode(trx, jobs, rule, ending, now)
      await trx.updateTable('alert_rules').set(values).where('id', '=', BigInt(rule.id)).execute()
      if (again) await lookAgain(trx, rule.id)
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
  { ending: 'muted' },
)

/** Looks at it again at once; a snooze ends too. */
export const unmuteRule = changing(
  'unmuted',
  ({ muted, snoozedUntil }) => (muted || snoozedUntil ? { muted_at: null, muted_by: null, snoozed_until: null } : null),
  { again: true },
)

/** Ends it for good; its episodes stay in the history. */
export const removeRule = changing('removed', (_, __, now) => ({ removed_at: now }), { ending: 'removed' })

/** Tells nothing new of it until then; what goes on at that time is told once more. Refuses a muted one. */
export const snoozeRule = (until: Temporal.Instant): RuleChange =>
  changing('snoozed', ({ snoozedUntil }) => (snoozedUntil?.equals(until) ? null : { snoozed_until: until }), {
    refusal: ({ id, muted }) => (muted ? refuse('alert.muted', { id }) : null),
  })
