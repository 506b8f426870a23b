/** How fresh a report is, and what is not in it. */
export const freshness = {
  'report.fresh': '数据截至 {at}。日期按 {zone} 时区划分。',
  'report.unfinished':
    '{days, plural, =1 {今天} other {还有 # 天}}尚未结束，而{against, select, year {去年同期} other {上一周期}}按整段计算。',
  'report.records_begin': '记录始于 {day}。',
  'report.compared': '对比时段：{before}。',
  'report.rebuilding': '所有数据正在重新计算：过去的数据可能还会变化。',
  'report.other_zone': '店铺时区已更改：在全部数据重新计算完成之前，报表直接从订单统计，需要的时间更长。',
  'report.behind': '读取自只读副本，延迟 {seconds, number} 秒。',
  'report.without_replica': '报表所用的只读副本暂不可用：已直接读取主数据库。',
  'report.uncounted': '{since} 及之后的更改尚未计入。',
  'report.no_past': '记录未覆盖{against, select, year {去年同期} other {上一时段}}。',
}
