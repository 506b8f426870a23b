import type { refusals as en } from '../en/refusals.ts'
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
}
