import { sql } from 'kysely'
import type { Db, Trx } from '../../db/tables/index.ts'
import { audit } from '../../shop/audit.ts'
import type { Jobs } from '../../shop/jobs.ts'
import { ok, type Result, refuse } from '../../shop/result.ts'
import { readSettings } from '../../shop/settings/read.ts'
import { transact } from '../../shop/transact.ts'
import type { Actor } from '../actor.ts'
import { endEpisode } from './change.ts'
import { type AlertTexts, type Problems, readManner, readWatch } from './form.ts'
import { type AlertRule, keptWatch, ruleNumbered } from './rules.ts'

/** A beat looks at all of them, and a message lists them. */
const MOST_RULES = 40

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
