import type { reportCommand as en } from '../../en/commands/report.ts'

export const reportCommand: Record<keyof typeof en, string> = {
  'report.chart_coming': '图表见下一条。',
  'report.window.today': '今天',
  'report.window.yesterday': '昨天',
  'report.window.7d': '7 天',
  'report.window.30d': '30 天',
  'report.compare.year': '与去年同期比较',
  'report.compare.previous': '与上期比较',
  'report.schedules_title': '定时报表',
  'report.schedules_empty': '尚无定时报表。`{slash}report schedule sales daily 09:00 #频道` 可添加。',
  'report.schedules_hint': '再加一个：`{slash}report schedule payments weekly mon 08:30 #频道`。',
  'report.schedules_hint_own': '再加一个：`{slash}report schedule sales weekly mon 08:30 #频道`。',
  'report.schedules_none': '尚无。',
  'report.scheduled': '已定时：*{report}* {schedule}（{zone}），发到 {channel}。下一次：{next}。',
  'report.subscription': '*{id}*  {report}，{schedule}（{zone}），发到 {channel}，由 {owner} 设置',
  'report.paused': '已暂停',
  'report.next': '下一次 {when}',
  'report.last': '上一次 {when}',
  'report.pause': '暂停',
  'report.resume': '恢复',
  'report.remove': '删除',
  'report.remove_confirm': '将不再发送。无法撤销，但可以重新定时。',
  'report.removed': '已删除：{report}，{schedule}。',
  'refusal.report.nothing_of_yours':
    '您的角色只能看自己的数据，而您不代表任何商家，没有自己的数据。如需查看全店数据，请联系管理员。',
  'usage.report.show':
    '`{slash}report sales [today|yesterday|7d|30d|起始..结束]` 查看销售；同样可用 `overview`、`products`、`stock`、`orders`、`refunds`、`customers`、`merchants`；加 `vs last year` 与去年同期比较',
  'usage.report.payments': '`{slash}report payments [7d]` 查看全店收款；`promotions` 查看促销成本',
  'usage.report.schedule':
    '`{slash}report schedule sales daily 09:00 [#频道]` 定时发送；也可用 weekdays、weekly mon、monthly 1',
  'usage.report.list': '`{slash}report list` 列出定时报表',
  'usage.report.pause': '`{slash}report pause 编号`、`resume 编号`、`remove 编号` 管理定时报表',
}
