import type { home as en } from '../en/home.ts'

export const home: Record<keyof typeof en, string> = {
  'home.today': '今天',
  'home.waiting': '待办',
  'home.refunds': '{mine, plural, =0 {没有等您处理的退款} other {*# 笔退款* 等您处理}}（共 {all, number} 笔）。',
  'home.open_refunds': '退款',
  'home.low_stock':
    '{count, plural, =0 {没有商品低于安全库存。} other {*#{more, select, yes {+} other {}} 个商品* 低于安全库存。}}',
  'home.restocks': '{count, plural, other {*# 个补货请求* 等待答复}}。',
  'home.open_low_stock': '库存不足',
  'home.events':
    '{count, plural, =0 {店铺发来的事件均已处理。} other {*#{more, select, yes {+} other {}} 个店铺事件* 尚未处理。}}',
  'home.open_events': '店铺事件',
  'home.reviews':
    '{count, plural, =0 {没有待处理的评价。} other {*#{more, select, yes {+} other {}} 条评价* 待处理。}}',
  'home.open_reviews': '待处理评价',
  'home.prices': '{count, plural, other {*# 个价格* 等您审批}}。',
  'home.open_prices': '待审批价格',
  'home.orders': '最新订单',
  'home.sales': '近 7 天销售',
  'home.you_are': '您的角色：{roles}',
  'home.as_of': '更新于 {at}。重新打开此页可刷新。',
}
