export const filters = {
  'report.filter.merchant': '商家 {value}',
  'report.filter.category': '分类 {value}',
  'report.filter.region': '地区 {value}',
  'report.filter.method': '支付方式 {value}',
  'report.form.filter.merchant': '只看一个商家',
  'report.form.filter.category': '只看一个分类',
  'report.form.filter.region': '只看一个地区',
  'report.form.filter.method': '只看一种支付方式',
  'report.form.filter_hint': '填写名称或编号。留空：全部。',
  'report.usage.merchant': '只统计一个商家的商品，填写编号或名称',
  'report.usage.category': '只统计一个分类及其下级的商品，填写编号或名称',
  'report.usage.region': '只统计一个地区及其下级的订单',
  'report.usage.method': '只统计用过一种支付方式的订单',
  'refusal.report.not_by':
    '报表“{name}”只有全店数据，不能按单个{filter, select, merchant {商家} category {分类} region {地区} other {支付方式}}查看。可以这样查看的有：{all}。',
  'refusal.question.no_value': '“{text}”之后要写名称或编号，例如 `分类 茶`。',
  'refusal.report.region_unknown':
    '没有地区为“{text}”的订单。{count, plural, =0 {} other {是否指 {nearest}？}}{known, plural, =0 {订单上都没有填写地区。} other {现有：{some}{more, plural, =0 {} other { 等，另有 # 个}}。}}',
}
