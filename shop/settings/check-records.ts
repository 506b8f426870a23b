import { sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import { membersWho } from '../access/members.ts'
import { decidingRoles } from '../approvals/kind.ts'
import { distinctRoles } from '../approvals/pairing.ts'
import { approvalTroubles } from '../changes/check.ts'
import type { ChangeKind } from '../changes/policy.ts'
import { nameOf, readMethods } from '../payments/methods.ts'
import { rateTroubles } from '../rates/alert.ts'
import { rateOf } from '../rates/book.ts'
import { readRates } from '../rates/read.ts'
import { refundApproval } from '../refunds/policy.ts'
import { amountsFit, type Contradiction } from './check.ts'
import { amountOf } from './read.ts'
import type { SettingKey, Settings } from './registry.ts'

type Values = Contradiction['values']
/** What is wrong: the settings it is about, and what its words need; null where nothing is. */
type Found = { keys: readonly SettingKey[]; values?: Values } | null
type Check = (db: Db, settings: Settings, now: Temporal.Instant) => Promise<Found>

const DAYS = 90

const when = (wrong: boolean, keys: readonly SettingKey[], values?: Values): Found =>
  wrong ? { keys, ...(values && { values }) } : null

/** How many rows a query counts. */
async function count(db: Db, from: ReturnType<typeof sql>): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from ${from}`.execute(db)
  return rows[0]?.count ?? 0
}

type Tier = 'refund.automatic_up_to' | 'refund.one_approver_up_to'

/** Those who may decide on a refund above a tier, each with the roles by which. */
async function refundDeciders(db: Db, settings: Settings, above: Tier, now: Temporal.Instant): Promise<string[][]> {
  const amount = amountOf(settings, above) + 1n
  const [members, rights] = await Promise.all([
    membersWho(db, refundApproval.permission, now),
    db.selectFrom('role_permissions').selectAll().execute(),
  ])
  const roles = members.map((member) => decidingRoles(refundApproval, member.roles, amount, rights, settings))
  return roles.filter((held) => held.length > 0)
}

/** Each compares the settings in force with what is recorded. */
const checks = {
  refund_nobody_decides: async (db, s, now) =>
    when(amountsFit(s) && (await refundDeciders(db, s, 'refund.automatic_up_to', now)).length === 0, [
      'refund.automatic_up_to',
    ]),
  /** Above one approver's tier two with different roles have to agree. */
  refund_no_pair: async (db, s, now) => {
    if (!amountsFit(s)) return null
    const deciders = await refundDeciders(db, s, 'refund.one_approver_up_to', now)
    const pair = deciders.some((one, at) => deciders.slice(at + 1).some((other) => distinctRoles([one, other])))
    return when(deciders.length > 0 && !pair, ['refund.one_approver_up_to', 'refund.approver_limit'])
  },
  price_nobody_decides: async (db, s, now) =>
    when(Number(s['product.price_change_percent']) < 100 && (await membersWho(db, 'price.approve', now)).length === 0, [
      'product.price_change_percent',
    ]),
  review_nobody_moderates: async (db, s, now) =>
    when(s['review.moderation'] !== 'none' && (await membersWho(db, 'review.moderate', now)).length === 0, [
      'review.moderation',
    ]),
  levels_disordered: async (db, s) => {
    const own = (level: 'warning' | 'safety' | 'minimum') =>
      sql`coalesce(${sql.ref(`${level}_level`)}, ${s[`stock.${level}_level`]})`
    const some = sql`num_nonnulls(warning_level, safety_level, minimum_level) > 0`
    const from = sql`stock where ${some} and (${own('warning')} < ${own('safety')} or ${own('safety')} < ${own('minimum')})`
    const found = await count(db, from)
    return when(found > 0, ['stock.warning_level', 'stock.safety_level', 'stock.minimum_level'], { count: found })
  },
  methods_none_on: async (db) => when(!(await readMethods(db)).some(({ enabled }) => enabled), []),
  /** A method that takes only currencies for which there is no rate is never offered. */
  method_without_rate: async (db, s, now) => {
    const [methods, book] = await Promise.all([readMethods(db), readRates(db, s)])
    const lost = methods.filter(
      ({ enabled, rules: { currencies } }) =>
        enabled && currencies.length > 0 && currencies.every((currency) => rateOf(book, currency, now) === null),
    )
    const names = lost.map((method) => nameOf(method, s['shop.language'])).join(', ')
    return when(lost.length > 0, ['rate.source', 'shop.currency'], { methods: names })
  },
  promotion_other_currency: async (db, s) => {
    const rows = await db
      .selectFrom('promotions')
      .select('code')
      .where('status', '=', 'active')
      .where('currency', '<>', s['shop.currency'])
      .orderBy('code')
      .execute()
    return when(rows.length > 0, ['shop.currency'], { codes: rows.map(({ code }) => code).join(', ') })
  },
  goods_other_currency: async (db, s) => {
    const found = await count(db, sql`products where listed and currency <> ${s['shop.currency']}`)
    return when(found > 0, ['shop.currency'], { count: found })
  },
  /** What is read from the source is used by nobody. */
  rates_unused: async (db, s, now) => {
    if (s['rate.source'] === 'none') return null
    const since = now.subtract({ hours: 24 * DAYS })
    const abroad = await count(db, sql`orders where currency <> ${s['shop.currency']} and placed_at > ${since}`)
    const meant = (await readMethods(db)).some(
      ({ enabled, rules }) => enabled && rules.currencies.some((currency) => currency !== s['shop.currency']),
    )
    return when(abroad === 0 && !meant, ['rate.source'], { days: DAYS })
  },
  report_owner_gone: async (db) => {
    const rows = await db
      .selectFrom('subscriptions')
      .leftJoin('members', 'members.id', 'subscriptions.owner')
      .select('subscriptions.id')
      .where('subscriptions.removed_at', 'is', null)
      .where('subscriptions.paused_at', 'is', null)
      .where('members.deactivated_at', 'is not', null)
      .execute()
    return when(rows.length > 0, ['channel.reports'], { ids: rows.map(({ id }) => `#${id}`).join(', ') })
  },
  schedule_stale: async (db, _, now) => {
    const missed = now.subtract({ hours: 1 })
    const rows = await db
      .selectFrom('scheduled_settings')
      .select('key')
      .distinct()
      .where((is) =>
        is.or([
          is.and([is('state', '=', 'waiting'), is('at', '<', missed)]),
          is.and([is('state', '=', 'in_force'), is('until', '<', missed)]),
        ]),
      )
      .execute()
    return when(
      rows.length > 0,
      rows.map(({ key }) => key as SettingKey),
    )
  },
} satisfies Record<string, Check>

/** What can be wrong beyond the settings alone. */
export type RecordTrouble = keyof typeof checks | 'rates_failing' | 'rates_stale' | `${ChangeKind}_nobody_approves`

/** Every contradiction between settings and records, the team and the source of rates; empty where all is well. */
export async function checkRecords(db: Db, settings: Settings, now: Temporal.Instant): Promise<Contradiction[]> {
  const found: Contradiction[] = []
  for (const [code, check] of Object.entries(checks) as [keyof typeof checks, Check][]) {
    const wrong = await check(db, settings, now)
    if (wrong) found.push({ code, ...wrong })
  }
  return [...found, ...(await rateTroubles(db, settings)), ...(await approvalTroubles(db, settings, now))]
}
