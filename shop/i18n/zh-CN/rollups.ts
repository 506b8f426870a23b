export const rollups = {
  'rollup.usage': '报表所读取的汇总数据。',
  'rollup.usage.rebuild': '根据订单重新计算：全部，或指定本地日期；中断后可继续',
  'rollup.usage.verify': '与重新计算的结果比较，并列出所有不同的行',
  'rollup.done': '已重新计算汇总的 {parts, number} 个部分。',
  'rollup.right': '汇总与订单一致。',
  'rollup.differs': '有 {count, number} 行不同。`npm run rollup` 会重新计算汇总。',
}
