import { parseAmount } from '../money.ts'
import { settingOf } from './parse.ts'
import { isSettingKey, registry, type SettingKey, type Settings } from './registry.ts'

/** Settings that contradict each other, or Slack, the source of rates or the team, which the bot asks. Words: `setting.check.CODE`. */
export interface Contradiction {
  readonly code: CheckCode | Troubles
  readonly keys: readonly SettingKey[]
}

type Troubles = 'channel_missing' | 'rates_failing' | 'rates_stale' | 'team_nobody_approves' | 'payment_nobody_approves'

type Check = (settings: Settings) => readonly SettingKey[] | null

const when = (contradicts: boolean, ...keys: SettingKey[]) => (contradicts ? keys : null)

/** An amount in force, in minor units; null where it does not fit the currency. */
function minor(settings: Settings, key: SettingKey): bigint | null {
  const read = parseAmount(String(settings[key]), settings['shop.currency'])
  return read.ok ? read.value : null
}

const exceeds = (settings: Settings, key: SettingKey, other: SettingKey) => {
  const [one, two] = [minor(settings, key), minor(settings, other)]
  return when(one !== null && two !== null && one > two, key, other)
}

/** Each gives the settings that contradict each other, or null. */
const checks = {
  warning_below_safety: (s) =>
    when(s['stock.warning_level'] < s['stock.safety_level'], 'stock.warning_level', 'stock.safety_level'),
  safety_below_minimum: (s) =>
    when(s['stock.safety_level'] < s['stock.minimum_level'], 'stock.safety_level', 'stock.minimum_level'),
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
  approvals_share_channel: (s) => {
    const others = (['channel.stock', 'channel.reports'] as const).filter((key) => s[key] === s['channel.approvals'])
    return others.length ? ['channel.approvals', ...others] : null
  },
  amount_misfits_currency: (s) => {
    const amounts = Object.keys(registry)
      .filter(isSettingKey)
      .filter((key) => settingOf(key).control === 'amount')
    const misfit = amounts.filter((key) => minor(s, key) === null)
    return misfit.length ? ['shop.currency', ...misfit] : null
  },
} satisfies Record<string, Check>

export type CheckCode = keyof typeof checks

/** Every contradiction among the settings in force; empty where all is well. */
export function checkSettings(settings: Settings): Contradiction[] {
  return Object.entries(checks).flatMap(([code, check]) => {
    const keys = check(settings)
    return keys ? [{ code: code as CheckCode, keys }] : []
  })
}
