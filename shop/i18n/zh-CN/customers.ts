import type { customers as en } from '../en/customers.ts'

export const customers: Record<keyof typeof en, string> = {
  'customer.refusal.order.unknown': '没有订单 {number}，请核对编号。',
  'customer.refusal.payment.off': '暂不提供。',
  'customer.refusal.payment.unknown_method': '没有这种付款方式，请另选一种。',
  'customer.refusal.payment.region_missing': '仅在 {allowed} 提供，请说明收货地区。',
  'customer.refusal.payment.region_not_allowed': '在 {region} 不提供。',
  'customer.refusal.payment.region_refused': '在 {region} 不提供。',
  'customer.refusal.payment.customer_missing': '注册后即可使用。',
  'customer.refusal.payment.customer_used_up': '您已使用 {uses, number} 次，达到上限。',
  'customer.refusal.payment.customer_day_used_up': '您今天已使用 {uses, number} 次，达到每日上限。',
  'customer.refusal.payment.day_used_up': '今天的次数已用完，请另选一种，或明天再来。',
  'customer.refusal.payment.role_may_not_take': '此处不提供。',
  'customer.refusal.payment.no_rate': '暂不支持此币种。',
  'customer.refusal.payment.rate_stale': '暂不支持此币种。',
  'customer.refusal.promotion.group_taken': '{other} 已生效，二者不可同享。',
  'customer.refusal.promotion.used_up': '{promotion} 名额已满。',
  'customer.refusal.promotion.sold_out': '{promotion} 的商品已抢完。',
  'customer.refusal.promotion.few_left': '{wanted, number} 件中有 {pieces, number} 件享受：特价商品已无剩余。',
  'customer.refusal.promotion.budget_spent': '{promotion} 的优惠金额已不足以用于本单。',
  'customer.refusal.promotion.customer_needed': '注册后即可享受。',
}
