import type { countCommand as en } from '../../en/commands/count.ts'

export const countCommand: Record<keyof typeof en, string> = {
  'count.button': '盘点…',
  'count.start_title': '库存盘点',
  'count.start': '开始',
  'count.category': '类别',
  'count.category_hint': '最久未盘点的在前，一次最多 20 种；再次盘点则继续后面的商品。',
  'count.list': '或指定 SKU',
  'count.list_hint': '最多 20 个，用空格或逗号分隔。',
  'count.sheet_title': '库存盘点',
  'count.sheet_hint': '请填写实际数量，包括已预留的。留空表示未盘点。盘点期间的出入库会自动计入。',
  'count.expected': '账面 {expected, number} 件。',
  'count.found': '`{sku}`：账面 {expected, number}，实盘 {counted, number}，*{change}*',
  'count.unexplained': '{count, plural, other {# 种商品}}与账面不符。请说明原因，随后入账。',
  'count.reason_hint': '例如：破损、发错、丢失。会保留在记录中。',
  'count.title': '盘点 {number}',
  'count.summary':
    '盘点 {lines, plural, other {# 种}}，{differing, plural, =0 {均相符} other {# 种不符}}，合计 {pieces}',
  'count.more': '继续盘点…',
  'count.history': '盘点记录',
  'count.empty': '尚未盘点。可用 `{slash}stock count` 开始。',
  'usage.stock.count':
    '`{slash}stock count SKU 12 [原因]` 登记盘点数；`{slash}stock count SKU SKU`、`category 类别` 或不写则打开盘点表',
  'usage.stock.counts': '`{slash}stock counts` 列出盘点记录和差异',
}
