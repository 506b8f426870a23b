import type { team as en } from '../en/team.ts'

export const team: Record<keyof typeof en, string> = {
  'permission.catalogue.view': '查看商品目录',
  'permission.stock.view': '查看库存',
  'permission.stock.adjust': '调整库存',
  'permission.product.edit': '编辑商品',
  'permission.order.view': '查看订单',
  'permission.order.process': '处理订单',
  'permission.order.ship': '订单发货',
  'permission.refund.request': '申请退款',
  'permission.refund.approve': '审批退款',
  'permission.support.answer': '回复客户',
  'permission.support.lead': '管理客服',
  'permission.promotion.manage': '管理促销',
  'permission.review.reply': '查看和回复评价',
  'permission.settings.view': '查看设置',
  'permission.settings.change': '修改设置',
  'permission.payment.configure': '配置支付',
  'permission.report.view': '查看报表',
  'permission.report.schedule': '定时报表',
  'permission.team.manage': '管理团队与角色',
  'permission.audit.view': '查看操作记录',
  'permission.team.view': '查看团队与角色',
  'permission.team.grant': '授予和收回角色',
  'permission.storefront.manage': '处理店铺前台事件',
  'permission.review.moderate': '审核评价',
  'permission.stock.count': '盘点库存',
  'permission.stock.restock': '向商家请求补货',
  'refusal.team.last_admin': '{name} 是最后一位无期限的管理员。请先任命另一位：`{slash}team give @成员 admin`。',
  'refusal.team.not_yourself': '您不能停用自己，可由其他管理员操作。',
  'refusal.team.person_needed': '请指明是谁：@成员，或姓名的一部分。',
  'refusal.team.person_unknown':
    '这里没有叫“{text}”的人。{count, plural, =0 {} other {最接近的：{nearest}。}}请输入 @ 并从 Slack 的列表中选择。',
  'refusal.team.person_ambiguous': '“{text}”符合多人：{names}。请写全名，或输入 @ 选择一位。',
  'refusal.team.person_deactivated': '{name} 已被停用。请先恢复：`{slash}team reactivate @成员`。',
  'refusal.team.role_unknown':
    '没有角色“{role}”。{near, select, yes {您是不是想用 `{nearest}`？} other {}}现有：{all}。',
  'refusal.team.role_gone': '角色“{role}”已不存在。`{slash}team roles` 列出现有角色。',
  'refusal.team.role_not_held': '{name} 没有角色“{role}”，无需收回。',
  'refusal.team.role_exists': '已有角色“{role}”。请换一个名称，或修改该角色。',
  'refusal.team.role_name_malformed':
    '“{text}”不能作为角色名称。请用一个词：字母、汉字、数字、_ 和 -，最多 40 个，例如 `夜班`。',
  'refusal.team.role_shipped': '角色“{role}”由 Backroom 自带，不能删除；可以修改它的权限。',
  'refusal.team.role_held':
    '还有 {count, plural, other {# 人}}持有角色“{role}”。请先收回：用 `{slash}team {role}` 查找。',
  'refusal.team.visitor_for_all': '人人都是访客，此角色无需授予或收回。',
  'refusal.team.reach_unknown': '权限 “{permission}” 的范围不能是“{reach}”。可用：无、全部；涉及商家时还有“自己的”。',
  'refusal.team.admin_keeps': '管理员必须保留权限 “{permission}”，否则无人能管理团队。',
  'refusal.team.grant_exceeds': '角色“{role}”包含您自己没有、或没有那么久的权限：{permissions}。请找管理团队的人。',
  'refusal.team.permission_unknown':
    '没有权限“{text}”。{near, select, yes {最接近的：{permissions}。} other {}}`{slash}team matrix` 显示全部。',
  'refusal.team.until_malformed':
    '“{text}”不是有效的期限。请写 `until 18:00`、`until 2026-12-01 18:00`、`for 8h` 或 `for 2d`（时区 {zone}）；不写即无期限。',
  'refusal.team.until_past': '期限 {at} 已过。请选更晚的时间，或直接收回角色。',
  'refusal.team.until_too_far': '期限最长 {days, number} 天。请改为授予无期限的角色。',
  'refusal.team.merchant_unknown':
    '没有商家“{text}”。{count, plural, =0 {请写商家的名称或编号，与商品上的一致。} other {最接近的：{nearest}。}}',
}
