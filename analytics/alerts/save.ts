import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import type { Db, Trx } from '../../db/tables/index.ts'
import { audit } from '../../shop/audit.ts'
import type { Jobs } from '../../shop/jobs.ts'
import { ok, type Result, refuse } from '../../shop/result.ts'
import { readSettings } from '../../shop/settings/read.ts'
import { transact } from '../../shop/transact.ts'
import type { Actor } from '../actor.ts'
import { endEpisode, lookAgain } from './change.ts'
import { type AlertTexts, type Problems, readManner, readWatch } from './form.ts'
import { type AlertRule, keptWatch, ruleNumbered, type Watch } from './rules.ts'

/** Rules of their own: of the shop's people, and of each merchant's. A beat looks at all of them. */
const MOST_RULES = { shop: 40, merchant: 10 }

const kept = (rule: Watch & Pick<AlertRule, 'name' | 'rearmHours' | 'channel'>) => {
  const { name, rearmHours, channel } = rule
  return { ...keptWatch(rule), name, rearmHours, channel }
}

interface Saved {
  readonly saved: AlertRule
  readonly changed: boolean
}

/**
 * Makes a rule (`id` null) or changes one, whose episode ends where it watches something else or from elsewhere on. The same
 * again changes nothing. Gives what is wrong by part.
 */
export function saveRule(
  db: Db,
  jobs: Jobs,
  { id, texts, actor }: { id: string | null; texts: AlertTexts; actor: Actor },
  now: Temporal.Instant,
): Promise<Result<Saved | { problems: Problems }>> {
  return transact<Saved | { problems: Problems }>(db, async (trx) => {
    // One at a time, so that there are never too many.
    await sql`lock table alert_rules in share row exclusive mode`.execute(trx)
    const known = id === null ? ok(null) : await ruleNumbered(trx, id, actor.merchant)
    if (!known.ok) return known
    const { 'shop.currency': currency } = await readSettings(trx)
    const [read, more] = [await readWatch(trx, texts, actor.merchant, currency), readManner(texts)]
    if ('problems' in read) return ok(read)
    if ('problems' in more) return ok(more)
    const before = known.value
    const wanted = kept({ ...read.watch, ...more.manner })
    if (before && isDeepStrictEqual(kept(before), wanted)) return ok({ saved: before, changed: false })
    const { figure, merchant: merchant_id, window: span, bound, name, rearmHours: rearm_hours, channel } = wanted
    const row = { name, figure, merchant_id, span, bound: JSON.stringify(bound), rearm_hours, channel }
    const of = actor.merchant === null ? 'shop' : 'merchant'
    if (!before && (await countRules(trx, actor.merchant)) >= MOST_RULES[of])
      return refuse('alert.too_many', { of, most: MOST_RULES[of] })
    const saved = before
      ? await trx
          .updateTable('alert_rules')
          .set(row)
          .where('id', '=', BigInt(before.id))
          .returning('id')
          .executeTakeFirstOrThrow()
      : await trx
          .insertInto('alert_rules')
          .values({ ...row, owner: actor.member, created_at: now })
          .returning('id')
          .executeTakeFirstOrThrow()
    if (before && !isDeepStrictEqual(keptWatch(before), keptWatch(read.watch))) {
      await endEpisode(trx, jobs, before, 'changed', now)
      await lookAgain(trx, before.id)
    }
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
    return ok({ saved: after.value, changed: true })
  })
}

/** How many rules there are that a merchant's own people have made on it; or with null, that the shop's have. */
async function countRules(trx: Trx, merchant: string | null): Promise<number> {
  const { count } = await trx
    .selectFrom('alert_rules')
    .leftJoin('members', (join) =>
      join
        .onRef('members.id', '=', 'alert_rules.owner')
        .onRef('members.merchant_id', '=', 'alert_rules.merchant_id')
        // What somebody left behind is out of their merchant's reach.
        .on('members.deactivated_at', 'is', null),
    )
    .where('removed_at', 'is', null)
    .where('members.merchant_id', 'is not distinct from', merchant)
    .select(({ fn }) => fn.countAll<bigint>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}
