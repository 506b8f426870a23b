import { locales } from '../i18n/index.ts'
import {
  amount,
  channel,
  choice,
  currency,
  guarded,
  number,
  percent,
  rateSource,
  type Setting,
  text,
  time,
  timezone,
  yesNo,
} from './define.ts'

/** Every setting there is. A new one is one line here and its words in the catalogues. */
export const registry = {
  'shop.name': text('Backroom'),
  'shop.currency': guarded(currency('CNY')),
  'shop.timezone': timezone('Asia/Shanghai'),
  'shop.language': choice(locales, 'en'),
  'channel.approvals': channel('approvals'),
  'channel.stock': channel('stock'),
  'channel.reports': channel('reports'),
  'channel.alerts': channel('reports'),
  'channel.operations': channel('operations'),
  'channel.support': channel('support'),
  'channel.warehouse': channel('warehouse'),
  'channel.test': channel('test'),
  'channel.approvals.language': choice(['shop', ...locales], 'shop'),
  'channel.stock.language': choice(['shop', ...locales], 'shop'),
  'channel.reports.language': choice(['shop', ...locales], 'shop'),
  'channel.alerts.language': choice(['shop', ...locales], 'shop'),
  'report.time': time('09:00'),
  'report.theme': choice(['light', 'dark'], 'light'),
  'order.guests': guarded(yesNo(false)),
  'order.ship_within_hours': number(48, 'hours', 1, 8760),
  'order.pay_within_hours': number(24, 'hours', 0, 8760),
  'order.remind_payment_hours': number(12, 'hours', 0, 8760),
  'order.remind_shipping_hours': number(12, 'hours', 0, 720),
  'order.carriers': text('SF Express, ZTO Express, JD Logistics, YTO Express, EMS', 500),
  'order.delivery_days': number(7, 'days', 1, 90),
  'order.overdue_after_hours': number(24, 'hours', 0, 720),
  'order.late_answer_hours': number(24, 'hours', 1, 720),
  'order.complete_after_days': number(7, 'days', 0, 365),
  'order.digital_tag': text('digital', 60),
  'fraud.amount_times': number(10, 'times', 0, 1000),
  'fraud.failed_payments': number(3, 'payments', 0, 100),
  'fraud.orders_an_hour': number(4, 'orders', 0, 1000),
  'return.window_days': number(30, 'days', 1, 3650),
  'return.send_within_days': number(14, 'days', 1, 365),
  'return.instructions': text('Pack the goods well, and put the order number into the parcel.', 300),
  'return.refund_shipping': yesNo(false),
  'return.exchange_ships': choice(['received', 'at_once'], 'received'),
  'refund.automatic_up_to': guarded(amount('50')),
  'refund.one_approver_up_to': guarded(amount('1000')),
  'refund.approver_limit': guarded(amount('5000')),
  'refund.remind_after_hours': number(4, 'hours', 1, 720),
  'refund.expire_after_hours': number(72, 'hours', 1, 8760),
  'team.approval': guarded(yesNo(false)),
  'payment.approval': guarded(yesNo(false)),
  'settings.approval': guarded(choice(['off', 'money', 'all'], 'off')),
  'stock.warning_level': number(20, 'pieces', 0, 1_000_000),
  'stock.safety_level': number(10, 'pieces', 0, 1_000_000),
  'stock.minimum_level': number(0, 'pieces', 0, 1_000_000),
  'stock.back_orders': yesNo(false),
  'stock.digest_time': time('09:00'),
  'stock.restock_requests': yesNo(true),
  'stock.cover_days': number(30, 'days', 1, 365),
  'rate.source': guarded(rateSource('none')),
  'rate.margin_percent': guarded(percent('0', 50)),
  // Over Easter the ECB publishes nothing from Thursday to Tuesday afternoon.
  'rate.stale_after_hours': number(126, 'hours', 1, 720),
  'review.shown_from': number(3, 'reviews', 1, 1000),
  'review.moderation': choice(['all', 'negative', 'none'], 'negative'),
  'review.negative_up_to': number(2, 'stars', 1, 4),
  'favourite.daily_limit': number(50, 'items', 1, 100_000),
  'favourite.keep_days': number(90, 'days', 1, 3650),
  'favourite.price_drop_percent': percent('5', 99),
  'product.price_change_percent': guarded(percent('20', 100)),
  'support.remind_after_minutes': number(30, 'minutes', 0, 10_080),
  'support.escalate_after_minutes': number(120, 'minutes', 0, 10_080),
  'support.close_after_days': number(3, 'days', 0, 365),
  'support.reopen_within_days': number(7, 'days', 0, 365),
  'support.assign_by_load': yesNo(false),
  'support.ask_rating': yesNo(true),
  'support.complaint_days': number(3, 'days', 0, 365),
  'support.complaint_remind_hours': number(24, 'hours', 1, 720),
  'support.working_hours': yesNo(false),
  'support.opens': time('09:00'),
  'support.closes': time('18:00'),
} satisfies Record<string, Setting<never> | Setting>

export type SettingKey = keyof typeof registry

/** The value of every setting, typed. */
export type Settings = {
  [K in SettingKey]: (typeof registry)[K] extends Setting<infer T> ? T : never
}

export const isSettingKey = (key: string): key is SettingKey => Object.hasOwn(registry, key)

/** What is in force where only the given values differ from their defaults. A stored value that is no longer valid falls back. */
export function settingsFrom(stored: Record<string, unknown>): Settings {
  const values = Object.entries(registry).map(([key, { schema, initial }]) => {
    const value = Object.hasOwn(stored, key) ? schema.safeParse(stored[key]) : { success: false as const }
    return [key, value.success ? value.data : initial]
  })
  return Object.fromEntries(values) as Settings
}
