import type { Db } from '../../db/tables/index.ts'
import { denied, type Member } from '../access/member.ts'
import { audit } from '../audit.ts'
import { ok, type Result, refuse } from '../result.ts'
import { merchantNamed } from '../team/merchant.ts'
import { transact } from '../transact.ts'
import { conversationNumber, levels } from './conversation.ts'
import { type Route, readRoutes } from './route.ts'

interface Making {
  texts: Readonly<Record<string, string>>
  member: Member
  via: string
}

const MOST = 40
const MOST_ROUTES = 40

/** The routes, for those who lead. */
export async function listRoutes(db: Db, member: Member): Promise<Result<Route[]>> {
  return denied(member, 'support.lead') ?? ok(await readRoutes(db))
}

/**
 * Adds a route behind the others. Refuses one without a condition or a purpose, conditions that are too long, an unknown
 * merchant, and more routes than anybody could look through.
 */
export const addRoute = (db: Db, { texts, member, via }: Making, now: Temporal.Instant): Promise<Result<Route[]>> =>
  transact(db, async (trx) => {
    const missing = denied(member, 'support.lead')
    if (missing) return missing
    const written = (field: string) => texts[field]?.trim() || null
    const field = ['topic', 'language', 'tier'].find((name) => (written(name)?.length ?? 0) > MOST)
    if (field) return refuse('support.route_long', { text: written(field) ?? '', most: MOST, field })
    const [topic, language, tier] = [written('topic'), written('language'), written('tier')]
    const named = texts.merchant?.trim()
    const merchant = named ? await merchantNamed(trx, named) : ok(null)
    if (!merchant.ok) return merchant
    if (!topic && !language && !tier && !merchant.value) return refuse('support.route_empty')
    const level = levels.find((one) => one === texts.level) ?? 'first'
    const channel = texts.channel?.trim() || null
    if (!channel && level === 'first') return refuse('support.route_nowhere')
    if ((await readRoutes(trx)).length >= MOST_ROUTES) return refuse('support.routes_full', { most: MOST_ROUTES })
    const row = { topic, language, tier, merchant_id: merchant.value, channel, level }
    const { id } = await trx
      .insertInto('support_routes')
      .values({ ...row, made_by: member.id, made_at: now })
      .returning('id')
      .executeTakeFirstOrThrow()
    await audit(trx, { member: member.id, action: 'route.added', subject: String(id), after: row, via }, now)
    return ok(await readRoutes(trx))
  })

/** Takes a route away. Refuses an unknown one. */
export const removeRoute = (
  db: Db,
  { route, member, via }: { route: string; member: Member; via: string },
  now: Temporal.Instant,
): Promise<Result<Route[]>> =>
  transact(db, async (trx) => {
    const missing = denied(member, 'support.lead')
    if (missing) return missing
    const id = conversationNumber(route)
    const gone =
      id === null
        ? undefined
        : await trx.deleteFrom('support_routes').where('id', '=', id).returningAll().executeTakeFirst()
    if (!gone) return refuse('support.route_unknown', { text: route })
    const { made_at: _, ...before } = gone
    await audit(trx, { member: member.id, action: 'route.removed', subject: String(id), before, via }, now)
    return ok(await readRoutes(trx))
  })
