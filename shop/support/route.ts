import type { Selectable } from 'kysely'
import type { Db, Tables, Trx } from '../../db/tables/index.ts'
import type { Level } from './conversation.ts'

export type Route = Selectable<Tables['support_routes']>

/** What is known of a conversation when it begins. */
export interface Traits {
  readonly topic: string | null
  readonly language: string | null
  readonly tier: string | null
  readonly merchant: string | null
}

const same = (wanted: string | null, is: string | null) =>
  wanted === null || wanted.toLowerCase() === (is ?? '').toLowerCase()

/** Where a conversation goes: by the first route all of whose conditions it fulfils, else to the support channel. */
export function routeFor(routes: readonly Route[], traits: Traits): { channel: string; level: Level } {
  const route = routes.find(
    ({ topic, language, tier, merchant_id }) =>
      same(topic, traits.topic) &&
      same(language, traits.language) &&
      same(tier, traits.tier) &&
      same(merchant_id, traits.merchant),
  )
  return { channel: route?.channel ?? 'channel.support', level: (route?.level ?? 'first') as Level }
}

/** Every route, in the order in which they count. */
export const readRoutes = (db: Db): Promise<Route[]> =>
  db.selectFrom('support_routes').selectAll().orderBy('id').execute()

/** The merchant all of whose goods an order has; null where it is of several, or of none. */
export async function merchantOf(trx: Trx, order: string | null): Promise<string | null> {
  if (order === null) return null
  const rows = await trx
    .selectFrom('order_items')
    .select('merchant_id')
    .distinct()
    .where('order_number', '=', order)
    .limit(2)
    .execute()
  return rows.length === 1 ? (rows[0]?.merchant_id ?? null) : null
}

/** The language that a customer writes: of their profile, else by the script; null where neither tells. */
export function languageOf(locale: string | null | undefined, text: string): string | null {
  const primary = /^[a-z]{2,3}/i.exec(locale ?? '')?.[0]
  if (primary) return primary.toLowerCase()
  return /\p{sc=Han}/u.test(text) ? 'zh' : null
}
