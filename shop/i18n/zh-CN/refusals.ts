import type { refusals as en } from '../en/refusals.ts'
import { statusWord } from './orders.ts'
import { allowed } from './settings.ts'
import { restockStateWord } from './stock.ts'

export const refusals: Record<keyof typeof en, string> = {
  'refusal.amount.malformed':
    '“{text}”不是有效的 {currency} 金额。请只用数字，{digits, plural, =0 {不带小数} other {最多 # 位小数}}，例如 {example}。',
  'refusal.access.denied': '此操作需要权限“{permission}”。可授予者：{grantors}。',
  'refusal.channel.unknown':
    '没有 Backroom 能看到的频道 #{channel}。请先创建它，或在该频道中用 `/invite @Backroom` 邀请机器人，然后重试。',
  'refusal.setting.unknown': '没有名为 “{key}” 的设置。{near, select, yes {最接近的：{keys}。} other {}}',
  'refusal.setting.invalid.text': `“{text}”不能用于 “{key}”。${allowed['setting.allowed.text']}`,
  'refusal.setting.invalid.number': `“{text}”不能用于 “{key}”。${allowed['setting.allowed.number']}`,
  'refusal.setting.invalid.choice': `“{text}”不能用于 “{key}”。${allowed['setting.allowed.choice']}`,
  'refusal.setting.invalid.yes_no': `“{text}”不能用于 “{key}”。${allowed['setting.allowed.yes_no']}`,
  'refusal.setting.invalid.time': `“{text}”不能用于 “{key}”。${allowed['setting.allowed.time']}`,
  'refusal.setting.invalid.channel': `“{text}”不能用于 “{key}”。${allowed['setting.allowed.channel']}`,
  'refusal.setting.invalid.amount': `“{text}”不能用于 “{key}”。${allowed['setting.allowed.amount']}`,
  'refusal.setting.invalid.timezone': `“{text}”不能用于 “{key}”。${allowed['setting.allowed.timezone']}{near, select, yes {最接近的：{nearest}。} other {}}`,
  'refusal.setting.invalid.currency': `“{text}”不能用于 “{key}”。${allowed['setting.allowed.currency']}{near, select, yes {最接近的：{nearest}。} other {}}`,
  'refusal.setting.invalid.percent': `“{text}”不能用于 “{key}”。${allowed['setting.allowed.percent']}`,
  'refusal.setting.invalid.source': `“{text}”不能用于 “{key}”。${allowed['setting.allowed.source']}`,
  'refusal.setting.fixed': '已有订单，“{key}” 不能再更改。',
  'refusal.setting.rates_fixed':
    '手工设定的汇率以现在的货币计价。请先用 `{slash}payments rate 货币 auto` 取消：{currencies}。',
  'refusal.setting.amounts_misfit': '这些金额的小数位数超过了{currency}允许的位数，请先更改：{keys}。',
  'refusal.setting.nothing_to_undo': '“{key}” 没有可撤销的更改。',
  'refusal.stock.unknown_sku': '没有商品 `{sku}`。{count, plural, =0 {} other {最接近的：{nearest}。}}',
  'refusal.stock.untracked': '商品 `{sku}` 尚未跟踪库存；请先登记首次入库。',
  'refusal.stock.change_malformed': '“{text}”不是有效的库存变动。请写整数，例如 +5 或 -3，最多 {most, number}。',
  'refusal.stock.reason_needed': '请说明库存变动的原因。',
  'refusal.stock.below_zero': '`{sku}` 没有这么多可以减少；其中 {reserved} 件已为订单预留。',
  'refusal.stock.sold_out':
    '`{sku}`：需要 {asked, number} 件，{available, plural, =0 {已停止销售。请移除此商品，或补货后再试。} other {可售 # 件。请减少数量，或补货后再试。}}',
  'refusal.stock.level_malformed': '“{text}”不是有效的库存线。请写不超过 {most, number} 的整数，或留空以沿用设置。',
  'refusal.stock.levels_disordered':
    '库存线须满足 预警 ≥ 安全 ≥ 最低；现为 {warning, number}、{safety, number}、{minimum, number}。',
  'refusal.order.none_in_message':
    '该消息中没有您可以查看的订单。请输入 `{slash}refund 订单号`，或选择带有订单号的消息。',
  'refusal.stock.pieces_malformed':
    '“{text}”不是有效的件数。请用普通数字写一个 {least, number} 到 {most, number} 的整数。',
  'refusal.restock.unknown': '没有编号为 {id} 的补货请求。`{slash}stock restocks` 可列出全部。',
  'refusal.restock.over': `\`{sku}\` 的补货请求已结束：${restockStateWord('state')}。可用 \`{slash}stock restock {sku}\` 重新请求。`,
  'refusal.restock.already_asked': '`{sku}` 已请求补货，正等待答复。`{slash}stock restocks` 可查看。',
  'refusal.restock.reason_needed': '请写明无法补货的原因。',
  'refusal.restock.day_malformed': '“{text}”不是 {today} 起的日期。请选择到货日期，例如 2026-03-31。',
  'refusal.count.category_unknown':
    '没有“{category}”类别的商品。{count, plural, =0 {} other {最接近的：{nearest}。}}`{slash}stock count` 可列出类别。',
  'refusal.count.meanwhile':
    '{member} 已在此期间盘点或调整了 `{sku}`：现有 {pieces, number} 件。请重新打开盘点表，确认是否仍需记账。',
  'refusal.count.list_length': '一次请写 1 到 {most, number} 个 SKU，用空格或逗号分隔。',
  'refusal.count.nothing_counted': '没有盘点任何商品。请至少填写一个数字；没有存货写 0。',
  'refusal.count.unknown': '没有编号为 {id} 的盘点。`{slash}stock counts` 可列出全部。',
  'refusal.photo.no_picture': '这不是可以读取的图片。请发送 JPEG 或 PNG 照片。',
  'refusal.photo.too_large': '图片太大。请发送不超过 12 MB、5000 万像素的图片。',
  'refusal.photo.no_code': '这张图片里没有看到订单码。请在光线充足处正对整个码拍摄，或输入 `{slash}order 订单号`。',
  'refusal.photo.unknown_code': '码的内容是“{text}”，不是您可以查看的订单号或运单号。',
  'refusal.order.unknown': '没有订单 `{number}`。{count, plural, =0 {} other {最接近的：{nearest}。}}',
  'refusal.order.wrong_status': `订单 \`{number}\` 的状态是${statusWord('status')}，不能变为${statusWord('to')}。`,
  'refusal.order.partly_shipped': '订单 `{number}` 已部分发货，不能再取消。',
  'refusal.order.already_cancelled': '订单 `{number}` 已经取消。`{slash}order {number}` 可查看款项的去向。',
  'refusal.order.too_late_to_cancel': `订单 \`{number}\` {partly, select, yes {已部分发货} other {的状态是${statusWord('status')}}}，不能再取消。可用 \`{slash}refund {number}\` 退款。`,
  'refusal.order.nothing_to_ship': '订单 `{number}` 没有可发货的这些商品。',
  'refusal.order.payment_captured': '订单 `{number}` 的付款 `{payment}` 已到账，不能再标记为失败。',
  'refusal.order.number_malformed': '“{number}”不是有效的订单号：只能用字母、数字、`.`、`_` 和 `-`，最多 64 个。',
  'refusal.order.no_items': '一个订单须有 1 到 {most, number} 行商品。',
  'refusal.order.quantity_malformed': '`{sku}` 的数量须为 1 到 {most, number} 的整数。',
  'refusal.order.price_needed': '`{sku}` 以{currency}定价；其他货币的订单必须注明单价。',
  'refusal.order.figures_misfit': '价格、折扣、运费、税费和付款不能为负，折扣不能超过价格。',
  'refusal.order.status_unknown':
    '没有状态“{text}”。{near, select, yes {您是不是想用 {nearest}？} other {}}可用：{all}。',
  'refusal.order.held':
    '订单 `{number}` 自 {at} 起暂缓，由{by, select, member { {member} } other {自动规则}}设置：“{because, select, customer_cancels {客户要求取消} other {{because}}}”。用 `{slash}order release {number}` 解除后才能发货。',
  'refusal.order.hold_reason_needed': '请说明暂缓的原因。',
  'refusal.order.not_to_hold': `订单 \`{number}\` ${statusWord('status')}，只有尚未发货的订单才能暂缓。`,
  'refusal.order.tag_needed': '请至少写一个标签，例如 `{slash}order tag 1042 vip`。',
  'refusal.order.not_assignable': '{member} 看不到全部订单。请选择团队成员，或先给予相应角色。',
  'refusal.order.filter_twice': '筛选条件 {name}: 出现了两次，请只保留一个。',
  'refusal.order.filter_malformed':
    '“{text}”不是有效的筛选条件。可用 status:、customer:、sku:、tag:、assigned:、since:、until:（日期如 2026-03-31，或 today、yesterday、7d），或直接输入文字。',
  'refusal.approval.unknown': '`{subject}` 没有待审批的事项。',
  'refusal.approval.already_approved': '`{subject}` 已由 {member} 于 {at} 批准。',
  'refusal.approval.already_rejected': '`{subject}` 已由 {member} 于 {at} 拒绝：{reason}',
  'refusal.approval.automatic': '`{subject}` 无需审批，已于 {at} 自动批准。',
  'refusal.approval.already_expired': '`{subject}` 已于 {at} 逾期失效，未作决定。',
  'refusal.approval.already_withdrawn': '`{subject}` 已于 {at} 撤回。',
  'refusal.approval.you_approved': '您已于 {at} 批准 `{subject}`；还需另一角色的人批准。',
  'refusal.approval.own_request': '`{subject}` 由您本人申请，须由他人决定。',
  'refusal.approval.info_awaited': '`{subject}` 正在等待补充信息，之后才能决定。',
  'refusal.approval.no_question': '没有人要求为 `{subject}` 补充信息。',
  'refusal.approval.over_limit':
    '`{subject}` 连同该订单此前的退款共 {amount}，超出您的角色权限。可由经理或管理员决定。',
  'refusal.approval.same_role': '`{subject}` 已由角色 {role} 批准；第二次批准须来自其他角色。',
  'refusal.approval.reason_needed': '请说明拒绝的原因。',
  'refusal.approval.question_needed': '请写明需要了解的内容。',
  'refusal.approval.answer_needed': '请写明答复。',
  'refusal.approval.not_yours': '只有申请人可以撤回 `{subject}`。',
  'refusal.refund.unknown':
    '订单 `{number}` 没有退款 {refund}。{count, plural, =0 {它没有任何退款。} other {它有：{refunds}。}}',
  'refusal.refund.none_waits': '订单 `{number}` 没有待决定的退款。',
  'refusal.refund.several_wait': '订单 `{number}` 有多笔待决定的退款，请指明其中之一：{refunds}。',
  'refusal.refund.nothing_left': '订单 `{number}` 没有可退的金额。',
  'refusal.refund.too_much': '{asked} 超过了订单 `{number}` 可退的 {left}。',
  'refusal.refund.zero': '退款金额必须大于零。',
  'refusal.refund.reason_needed': '请说明退款的原因。',
  'refusal.refund.not_failed': '退款 `{number}` 没有失败，无需重新提交。',
}
