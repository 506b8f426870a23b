import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import { membersWho } from '../access/members.ts'
import { type ChangeKind, changeApprovals } from '../changes/policy.ts'
import { hundredths } from '../money.ts'
import { unpaidSince } from '../orders/unpaid.ts'
import { isStale, rateOf } from '../rates/book.ts'
import { readRates } from '../rates/read.ts'
import { refundApproval } from '../refunds/policy.ts'
import type { Settings } from './registry.ts'

/** Counts by settings: those in force, or those that are thought of. */
export type Count = (db: Db, settings: Settings, now: Temporal.Instant) => Promise<number>

/** What happened within so many days shows what settings would have done. */
export const DAYS = 30
const recently = (now: Temporal.Instant) => now.subtract({ hours: 24 * DAYS })

const rows = async (db: Db, from: RawBuilder<unknown>): Promise<number> => {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from ${from}`.execute(db)
  return rows[0]?.count ?? 0
}

const available = sql`on_hand - reserved`
const below =
  (level: 'warning' | 'safety'): Count =>
  (db, settings) =>
    rows(
      db,
      sql`stock where ${available} < coalesce(${sql.ref(`${level}_level`)}, ${settings[`stock.${level}_level`]})`,
    )

/** Refunds that people asked for lately whose amount is one of these. */
const refunds =
  (counts: (amount: bigint, settings: Settings) => boolean): Count =>
  async (db, settings, now) => {
    const asked = db.selectFrom('approvals').select('amount').where('kind', '=', 'refund')
    const lately = await asked.where('requested_by', 'is not', null).where('requested_at', '>', recently(now)).execute()
    return lately.filter(({ amount }) => counts(amount, settings)).length
  }

const deciders =
  (kind: ChangeKind): Count =>
  async (db, _, now) =>
    (await membersWho(db, changeApprovals[kind].permission, now)).length

/** A price that moved by at least, or more than, a percentage. */
const moved = (by: string) => sql`abs(after - before)::numeric * 10000 ${sql.raw(by)}`
const percentage = (percent: string) => sql`before::numeric * ${String(hundredths(percent))}::numeric`

/** Everything that a preview counts; the words: `setting.effect.NAME`. */
export const counts = {
  below_warning: below('warning'),
  below_safety: below('safety'),
  not_sold: async (db, settings) =>
    settings['stock.back_orders']
      ? 0
      : rows(db, sql`stock where ${available} <= coalesce(minimum_level, ${settings['stock.minimum_level']})`),
  refunds_waiting: refunds((amount, settings) => refundApproval.required(amount, settings) > 0),
  refunds_two: refunds((amount, settings) => refundApproval.required(amount, settings) === 2),
  refunds_over_limit: refunds((amount, settings) => {
    const limit = refundApproval.limit('approver', settings)
    return limit !== null && amount > limit
  }),
  cancelled_at_once: async (db, { 'order.pay_within_hours': hours }, now) =>
    hours === 0 ? 0 : rows(db, sql`orders where ${unpaidSince(now.subtract({ hours }))}`),
  late: (db, { 'order.ship_within_hours': hours }, now) =>
    rows(
      db,
      sql`orders where status in ('paid', 'processing') and not imported and paid_at < ${now.subtract({ hours })}`,
    ),
  prices_waiting: (db, settings, now) =>
    rows(
      db,
      sql`price_changes where requested_by is not null and requested_at > ${recently(now)}
        and ${moved('>')} ${percentage(settings['product.price_change_percent'])}`,
    ),
  drops_told: (db, settings, now) =>
    rows(
      db,
      sql`price_changes where state = 'applied' and settled_at > ${recently(now)} and after < before
        and ${moved('>=')} ${percentage(settings['favourite.price_drop_percent'])}`,
    ),
  reviews_waiting: async (db, settings, now) => {
    const wanted = settings['review.moderation']
    const most = wanted === 'all' ? 5 : settings['review.negative_up_to']
    return wanted === 'none' ? 0 : rows(db, sql`reviews where at > ${recently(now)} and rating <= ${most}`)
  },
  reviews_negative: (db, settings, now) =>
    rows(db, sql`reviews where at > ${recently(now)} and rating <= ${settings['review.negative_up_to']}`),
  reviews_shown: (db, settings) =>
    rows(
      db,
      sql`(select from reviews where state = 'published' and sku is not null group by sku
        having count(*) >= ${settings['review.shown_from']}) as shown`,
    ),
  favourites_gone: (db, settings, now) =>
    rows(db, sql`favourites where changed_at < ${now.subtract({ hours: 24 * settings['favourite.keep_days'] })}`),
  rates_too_old: async (db, settings, now) => {
    const { source } = await readRates(db, settings)
    return source && isStale(source.publishedAt, settings['rate.stale_after_hours'], now) ? 1 : 0
  },
  rates_lost: async (db, settings, now) => {
    const book = await readRates(db, settings)
    const lately = db.selectFrom('orders').select('currency').distinct().where('placed_at', '>', recently(now))
    return (await lately.execute()).filter(({ currency }) => rateOf(book, currency, now) === null).length
  },
  other_currency: (db, settings) => rows(db, sql`products where currency <> ${settings['shop.currency']}`),
  deciders_team: deciders('team'),
  deciders_payment: deciders('payment'),
  deciders_settings: deciders('settings'),
  reports_follow: (db) => rows(db, sql`subscriptions where channel = 'channel.reports' and removed_at is null`),
  alerts_follow: (db) => rows(db, sql`alert_rules where channel is null and removed_at is null`),
  hours_rebuilt: (db) =>
    rows(db, sql`(select bucket from sales_hours union all select bucket from payment_hours) as hours`),
} satisfies Record<string, Count>
