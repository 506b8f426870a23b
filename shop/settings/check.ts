import { parseAmount } from '../money.ts'
import type { RecordTrouble } from './check-records.ts'
import { settingOf } from './parse.ts'
import { isSettingKey, registry, type SettingKey, type Settings } from './registry.ts'

/**
 * Settings that contradict each other, the records, the team, or Slack, which the bot asks. Words: `setting.check.CODE`,
 * with `values`.
 */
export interface Contradiction {
  readonly code:
    | CheckCode
    | RecordTrouble
    | 'channel_missing'
    | 'subscription_channel_missing'
    | 'alert_channel_missing'
  readonly keys: readonly SettingKey[]
  readonly values?: Readonly<Record<string, string | number>>
}

type Check = (settings: Settings) => readonly SettingKey[] | null

const when = (contradicts: boolean, ...keys: SettingKey[]) => (contradicts ? keys : null)

/** An amount in force, in minor units; null where it does not fit the currency. */
function minor(settings: Settings, key: SettingKey): bigint | null {
  const read = parseAmount(String(settings[key]), settings['shop.currency'])
  return read.ok ? read.value : null
}

/** Every setting that is an amount of money. */
const amounts = Object.keys(registry)
  .filter(isSettingKey)
  .filter((key) => settingOf(key).control === 'amount')

/** Whether every amount in force can be told in the currency. */
export const amountsFit = (settings: Settings): boolean => amounts.every((key) => minor(settings, key) !== null)

const exceeds = (settings: Settings, key: SettingKey, other: SettingKey) => {
  const [one, two] = [minor(settings, key), minor(settings, other)]
  return when(one !== null && two !== null && one > two, key, other)
}

/** The settings among some that name the same channel as another does. */
const sharing = (s: Settings, key: SettingKey, others: readonly SettingKey[]) => {
  const same = others.filter((other) => s[other] === s[key])
  return same.length > 0 ? [key, ...same] : null
}

/** Weekends and holidays without any news are longer than this. */
const WEEKEND_HOURS = 72

/** Each gives the settings that contradict each other, or null. */
const checks = {
  warning_below_safety: (s) =>
    when(s['stock.warning_level'] < s['stock.safety_level'], 'stock.warning_level', 'stock.safety_level'),
  safety_below_minimum: (s) =>
    when(s['stock.safety_level'] < s['stock.minimum_level'], 'stock.safety_level', 'stock.minimum_level'),
  /** The digest tells of what is between the two. */
  digest_never: (s) =>
    when(
      s['stock.warning_level'] === s['stock.safety_level'],
      'stock.digest_time',
      'stock.warning_level',
      'stock.safety_level',
    ),
  minimum_without_effect: (s) =>
    when(s['stock.back_orders'] && s['stock.minimum_level'] > 0, 'stock.back_orders', 'stock.minimum_level'),
  restock_never: (s) =>
    when(s['stock.restock_requests'] && s['stock.safety_level'] === 0, 'stock.restock_requests', 'stock.safety_level'),
  automatic_above_one_approver: (s) => exceeds(s, 'refund.automatic_up_to', 'refund.one_approver_up_to'),
  /** Above the limit approvers cannot decide, so "one approver" would in truth be "one manager". */
  approver_limit_below_tier: (s) => exceeds(s, 'refund.one_approver_up_to', 'refund.approver_limit'),
  reminder_after_expiry: (s) =>
    when(
      s['refund.remind_after_hours'] >= s['refund.expire_after_hours'],
      'refund.remind_after_hours',
      'refund.expire_after_hours',
    ),
  payment_reminder_after_cancel: (s) =>
    when(
      s['order.pay_within_hours'] > 0 && s['order.remind_payment_hours'] >= s['order.pay_within_hours'],
      'order.remind_payment_hours',
      'order.pay_within_hours',
    ),
  ship_reminder_before_payment: (s) =>
    when(
      s['order.remind_shipping_hours'] >= s['order.ship_within_hours'],
      'order.remind_shipping_hours',
      'order.ship_within_hours',
    ),
  /** Reports and alerts would bury what waits for a decision. */
  approvals_share_channel: (s) =>
    sharing(s, 'channel.approvals', [
      'channel.stock',
      'channel.reports',
      'channel.alerts',
      'channel.support',
      'channel.warehouse',
    ]),
  /** What is only tried would be read as news. */
  test_channel_shared: (s) =>
    sharing(
      s,
      'channel.test',
      (Object.keys(registry) as SettingKey[]).filter(
        (key) => settingOf(key).control === 'channel' && key !== 'channel.test',
      ),
    ),
  amount_misfits_currency: (s) => {
    const misfit = amounts.filter((key) => minor(s, key) === null)
    return misfit.length ? ['shop.currency', ...misfit] : null
  },
  margin_without_source: (s) =>
    when(s['rate.source'] === 'none' && Number(s['rate.margin_percent']) > 0, 'rate.margin_percent', 'rate.source'),
  rates_old_by_monday: (s) =>
    when(
      s['rate.source'] !== 'none' && s['rate.stale_after_hours'] < WEEKEND_HOURS,
      'rate.stale_after_hours',
      'rate.source',
    ),
} satisfies Record<string, Check>

export type CheckCode = keyof typeof checks

/** Every contradiction among settings alone; empty where all is well. */
export function checkSettings(settings: Settings): Contradiction[] {
  return Object.entries(checks).flatMap(([code, check]) => {
    const keys = check(settings)
    return keys ? [{ code: code as CheckCode, keys }] : []
  })
}
