import type { audit as en } from '../en/audit.ts'

export const audit: Record<keyof typeof en, string> = {
  'audit.title': '操作记录',
  'audit.whole': '{count, plural, =0 {尚无已封存的记录。} other {全部 # 条记录与写入时一致。}}',
  'audit.broken': '有 {count, number} 处断开：',
  'audit.changed': '第 {place, number} 条与封存时不符：{what}',
  'audit.changed_whole': '第 {place, number} 条与当日封存值不符，之前的记录也可能被改写。',
  'audit.missing':
    '{more, plural, =0 {第 {place, number} 条缺失。} other {第 {place, number} 至 {until, number} 条缺失。}}',
  'audit.head': '最新封存：第 {place, number} 条，`{mac}`。',
  'audit.unkeyed':
    '前 {count, number} 条封存时没有密钥：能写数据库的人可能重写过它们，只有发到 Slack 的封存值能看出来。',
  'audit.no_key': '未设置 AUDIT_KEY：见 docs/audit.md。',
  'audit.known': '`{head}` 是本记录的第 {place, number} 条。',
  'audit.unknown': '本记录中没有 `{head}`。如果它由 Backroom 发布，说明此后操作记录被截断或重写过。',
  'audit.day': '今日开始时的操作记录：第 {place, number} 条，`{mac}`',
  'audit.day_about': '以后可用 `{slash}backroom audit {mac}` 确认此前的记录未被截断或重写。',
  'usage.backroom.audit': '`{slash}backroom audit [封存值]` 检查操作记录是否被改动',
  'audit.usage.about': '检查操作记录是否被改动。',
  'audit.usage.head': '运营频道里发布过的封存值：检查记录中是否仍有它',
}
