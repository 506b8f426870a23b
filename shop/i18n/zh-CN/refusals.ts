import type { refusals as en } from '../en/refusals.ts'

export const refusals: Record<keyof typeof en, string> = {
  'refusal.amount.malformed':
    '“{text}”不是有效的{currency}金额。请只用数字，{digits, plural, =0 {不带小数} other {最多 # 位小数}}，例如 {example}。',
  'refusal.access.denied': '此操作需要权限 `{permission}`。可由{grantors}授予。',
  'refusal.setting.unknown': '没有名为 `{key}` 的设置。{nearest}',
  'refusal.setting.invalid': '{problem}',
  'refusal.setting.fixed': '已有订单，`{key}` 不能再更改。',
  'refusal.setting.nothing_to_undo': '`{key}` 没有可撤销的更改。',
}
