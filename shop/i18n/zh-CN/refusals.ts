import type { refusals as en } from '../en/refusals.ts'
import { statusWord } from './orders.ts'
import { allowed } from './settings.ts'

export const refusals: Record<keyof typeof en, string> = {
  'refusal.amount.malformed':
    '“{text}”不是有效的{currency}金额。请只用数字，{digits, plural, =0 {不带小数} other {最多 # 位小数}}，例如 {example}。',
  'refusal.access.denied': '此操作需要权限 `{permission}`。可由{grantors}授予。',
  'refusal.setting.unknown': '没有名为 `{key}` 的设置。最接近的：{nearest}。',
  'refusal.setting.invalid.text': `“{text}”不能用于 \`{key}\`。${allowed['setting.allowed.text']}`,
  'refusal.setting.invalid.number': `“{text}”不能用于 \`{key}\`。${allowed['setting.allowed.number']}`,
  'refusal.setting.invalid.choice': `“{text}”不能用于 \`{key}\`。${allowed['setting.allowed.choice']}`,
  'refusal.setting.invalid.yes_no': `“{text}”不能用于 \`{key}\`。${allowed['setting.allowed.yes_no']}`,
  'refusal.setting.invalid.time': `“{text}”不能用于 \`{key}\`。${allowed['setting.allowed.time']}`,
  'refusal.setting.invalid.channel': `“{text}”不能用于 \`{key}\`。${allowed['setting.allowed.channel']}`,
  'refusal.setting.invalid.amount': `“{text}”不能用于 \`{key}\`。${allowed['setting.allowed.amount']}`,
  'refusal.setting.invalid.timezone': `“{text}”不能用于 \`{key}\`。${allowed['setting.allowed.timezone']}最接近的：{nearest}。`,
  'refusal.setting.invalid.currency': `“{text}”不能用于 \`{key}\`。${allowed['setting.allowed.currency']}最接近的：{nearest}。`,
  'refusal.setting.fixed': '已有订单，`{key}` 不能再更改。',
  'refusal.setting.amounts_misfit': '这些金额的小数位数超过了{currency}允许的位数，请先更改：{keys}。',
  'refusal.setting.nothing_to_undo': '`{key}` 没有可撤销的更改。',
  'refusal.stock.unknown_sku': '没有商品 `{sku}`。最接近的：{nearest}。',
  'refusal.stock.untracked': '商品 `{sku}` 尚未跟踪库存；请先登记首次入库。',
  'refusal.stock.change_malformed': '“{text}”不是有效的库存变动。请写整数，例如 +5 或 -3，最多 {most, number}。',
  'refusal.stock.reason_needed': '请说明库存变动的原因。',
  'refusal.stock.below_zero': '`{sku}` 没有这么多可以减少；其中 {reserved} 件已为订单预留。',
  'refusal.stock.sold_out': '`{sku}`：需要 {asked, number} 件，可售 {available, number} 件。',
  'refusal.stock.level_malformed': '“{text}”不是有效的库存线。请写不超过 {most, number} 的整数，或留空以沿用设置。',
  'refusal.stock.levels_disordered':
    '库存线须满足 预警 ≥ 安全 ≥ 最低；现为 {warning, number}、{safety, number}、{minimum, number}。',
  'refusal.order.unknown': '没有订单 `{number}`。最接近的：{nearest}。',
  'refusal.order.wrong_status': `订单 \`{number}\` 的状态是${statusWord('status')}，不能变为${statusWord('to')}。`,
  'refusal.order.partly_shipped': '订单 `{number}` 已部分发货，不能再取消。',
  'refusal.order.nothing_to_ship': '订单 `{number}` 没有可发货的这些商品。',
  'refusal.order.payment_captured': '订单 `{number}` 的付款 `{payment}` 已到账，不能再标记为失败。',
  'refusal.order.number_malformed': '“{number}”不是有效的订单号：只能用字母、数字、`.`、`_` 和 `-`，最多 64 个。',
  'refusal.order.no_items': '一个订单须有 1 到 {most, number} 行商品。',
  'refusal.order.quantity_malformed': '`{sku}` 的数量须为 1 到 {most, number} 的整数。',
  'refusal.order.price_needed': '`{sku}` 以{currency}定价；其他货币的订单必须注明单价。',
  'refusal.order.figures_misfit': '价格、折扣、运费、税费和付款不能为负，折扣不能超过价格。',
  'refusal.order.filter_malformed':
    '“{text}”不是有效的筛选条件。可用 status:、customer:、sku:、since:、until:（日期如 2026-03-31，或 today、yesterday、7d），或直接输入文字。',
}
