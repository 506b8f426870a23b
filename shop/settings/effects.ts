import type { Db } from '../../db/tables/index.ts'
import { rateOf } from '../rates/book.ts'
import { readRates } from '../rates/read.ts'
import { amountsFit } from './check.ts'
import { type Count, counts, DAYS } from './effect-counts.ts'
import type { SettingKey, Settings } from './registry.ts'

/** What follows from a change: `setting.effect.CODE`. Of what is counted, `count` would be and `before` is now. */
export interface Effect {
  readonly code: keyof typeof counts | 'worth'
  readonly values: Readonly<Record<string, number | string>>
}

/** What is looked at for each setting. One that is not here changes only what is to come, or tells no number. */
const looked: Partial<Record<SettingKey, readonly (keyof typeof counts)[]>> = {
  'shop.timezone': ['hours_rebuilt'],
  'shop.currency': ['other_currency'],
  'channel.reports': ['reports_follow'],
  'channel.alerts': ['alerts_follow'],
  'order.pay_within_hours': ['cancelled_at_once'],
  'order.ship_within_hours': ['late'],
  'refund.automatic_up_to': ['refunds_waiting'],
  'refund.one_approver_up_to': ['refunds_two'],
  'refund.approver_limit': ['refunds_over_limit'],
  'team.approval': ['deciders_team'],
  'payment.approval': ['deciders_payment'],
  'settings.approval': ['deciders_settings'],
  'stock.warning_level': ['below_warning'],
  'stock.safety_level': ['below_safety'],
  'stock.minimum_level': ['not_sold'],
  'stock.back_orders': ['not_sold'],
  'rate.source': ['rates_lost'],
  'rate.stale_after_hours': ['rates_too_old'],
  'review.shown_from': ['reviews_shown'],
  'review.moderation': ['reviews_waiting'],
  'review.negative_up_to': ['reviews_negative', 'reviews_waiting'],
  'favourite.keep_days': ['favourites_gone'],
  'favourite.price_drop_percent': ['drops_told'],
  'product.price_change_percent': ['prices_waiting'],
}

/** What taking a change back does not undo. */
const final: readonly Effect['code'][] = ['cancelled_at_once', 'favourites_gone']

/** Whether changing a setting can do at once what taking it back does not undo. */
export const mayBeFinal = (key: SettingKey): boolean => (looked[key] ?? []).some((code) => final.includes(code))

/** Whether an effect does so: orders are cancelled, what customers saved is forgotten. */
export const isFinal = ({ code, values }: Effect): boolean =>
  final.includes(code) && Number(values.count) > Number(values.before)

/** What would follow if `after` were in force instead of `before`, as far as this setting is concerned; nothing where amounts do not fit. */
export async function effectsOf(
  db: Db,
  key: SettingKey,
  before: Settings,
  after: Settings,
  now: Temporal.Instant,
): Promise<Effect[]> {
  if (!amountsFit(before) || !amountsFit(after)) return []
  const found = (looked[key] ?? []).map(async (code) => {
    const count: Count = counts[code]
    const values = { count: await count(db, after, now), before: await count(db, before, now), days: DAYS }
    return { code, values }
  })
  const worth = key === 'rate.margin_percent' ? worthOf(db, before, after, now) : []
  return [...(await Promise.all(found)), ...(await worth)]
}

/** What a unit of a foreign currency of the source would be worth. */
async function worthOf(db: Db, before: Settings, after: Settings, now: Temporal.Instant): Promise<Effect[]> {
  const [was, will] = await Promise.all([readRates(db, before), readRates(db, after)])
  const rates = ['EUR', 'USD', 'GBP', 'JPY'].flatMap((currency) => {
    const [old, then] = [rateOf(was, currency, now), rateOf(will, currency, now)]
    return old?.from === 'source' && then ? [{ currency, before: old.rate, rate: then.rate }] : []
  })
  return rates.slice(0, 1).map((values) => ({ code: 'worth', values: { ...values, shop: after['shop.currency'] } }))
}
