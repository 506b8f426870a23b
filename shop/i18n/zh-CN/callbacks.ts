import type { callbacks as en } from '../en/callbacks.ts'

export const callbacks: Record<keyof typeof en, string> = {
  'callback.open_title': '尚未送达店铺前台的通知',
  'callback.open_empty': '所有通知均已送达店铺前台。',
  'callback.open': '打开列表',
  'callback.redrive': '重新发送',
  'callback.skip': '跳过',
  'callback.skip_confirm': '店铺前台将不会再收到这条 {type}，排在其后的通知会继续发送。',
  'callback.redriven': '正在重新发送 `{subject}` 的 `{type}`。',
  'callback.skipped': '已跳过 `{subject}` 的 `{type}`，排在其后的通知继续发送。',
  'callback.state.dead': '尝试 {attempts, plural, other {# 次}}后放弃，其后的通知被暂缓',
  'callback.state.queued': '正在发送',
  'callback.state.again': '将于 {when} 重试',
  'callback.state.waiting': '等待前面的通知送达',
  'callback.alert':
    '店铺前台一天多未接收 {count, plural, other {# 条}}通知，同一订单或客户的后续通知被暂缓。请修复店铺前台，然后重新发送或跳过。',
  'callback.alert.over': '店铺前台此前未接收的通知均已重新发送或跳过。',
  'callback.alert.since': '始于 {when}',
  'usage.backroom.callbacks': '`{slash}backroom callbacks` 列出尚未送达店铺前台的通知',
  'usage.backroom.redrive': '`{slash}backroom redrive 编号` 重新发送其中之一',
  'usage.backroom.skip': '`{slash}backroom skip 编号` 放弃其中之一，其后的通知继续发送',
  'refusal.callback.answered': '店铺前台返回状态 {status}',
  'refusal.callback.unreachable': '无法连接店铺前台：{why}',
  'refusal.callback.unknown': '没有通知 `{id}`。`{slash}backroom callbacks` 列出未送达的通知。',
  'refusal.callback.on_its_way': '`{id}` 正在发送，请稍后再看：`{slash}backroom callbacks`。',
  'refusal.callback.through': '`{id}` 已送达或已跳过，无需处理。',
  'refusal.callback.held_back': '`{id}` 排在同一对象的 `{earlier}` 之后，请先处理后者。',
}
