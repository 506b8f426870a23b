import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Question, questionText, readQuestion } from '../../../analytics/reports/question.ts'
import { refusalWords } from '../../../shop/i18n/refusal-words.ts'
import { hostileText } from '../../hostile-values.ts'

const usual = { report: 'sales', window: '7d', by: null, table: null, against: 'previous', filters: {} } as const
const ending = fc.constantFrom(
  ...['', 'by', 'vs', 'for merchant', 'by day', 'vs last', '"', '“', 'merchant:', '30d', '1..2', '按分类'],
)

describe('a question', () => {
  test.each<[string, Partial<Question>]>([
    ['sales', {}],
    ['Sales 30D', { window: '30D' }],
    [
      'sales 7d by category vs last year for merchant X',
      { table: 'category', against: 'year', filters: { merchant: 'X' } },
    ],
    [
      'sales for merchant Tea House vs last year by week 30d',
      { ...{ filters: { merchant: 'Tea House' }, against: 'year' }, ...{ by: 'week', window: '30d' } },
    ],
    ['sales merchant:"by day" today', { filters: { merchant: 'by day' }, window: 'today' }],
    [
      'sales 2026-11-01 .. 2026-11-30 by month BY Merchant',
      { window: '2026-11-01 .. 2026-11-30', by: 'month', table: 'merchant' },
    ],
    [
      'sales for category "Green Tea" for region cn-31 7d for method Alipay',
      { filters: { category: 'Green Tea', region: 'cn-31', method: 'Alipay' } },
    ],
    ['orders region:SP by status', { report: 'orders', table: 'status', filters: { region: 'SP' } }],
    ['销售 分类：茶 支付方式：支付宝 地区 上海', { filters: { category: '茶', method: '支付宝', region: '上海' } }],
    ['sales last week vs last year', { window: 'last week', against: 'year' }],
    ['销售 上个月', { window: 'last month' }],
    ['销售 最近7天', { window: '7d' }],
    ['销售 2026年3月 按天', { window: '2026-03', by: 'day' }],
    ['sales 2026-10-10..today', { window: '2026-10-10..today' }],
    ['payments vs previous by payment method yesterday', { report: 'payments', table: 'method', window: 'yesterday' }],
    [
      '销售 30天 按天 按分类 对比去年 商家 “茶 馆”',
      { ...{ window: '30d', by: 'day', table: 'category' }, ...{ against: 'year', filters: { merchant: '茶 馆' } } },
    ],
  ])('%s', (text, expected) => {
    const read = readQuestion(text)
    expect(read).toEqual({ ok: true, value: { ...usual, ...expected } })
    if (read.ok) expect(readQuestion(questionText(read.value))).toEqual(read)
  })

  test.each([
    ['sales by categry', /understand “by categry”.*by category/],
    ['sales 7d catgory', /“catgory”.*by category/],
    ['sales 7d please vs last yaer', /“please vs last yaer”/],
    ['sales vs last yaer 7d', /“vs last yaer”.*vs last year/],
    ['sales for mercant X', /“for mercant X”.*for merchant/],
    ['sales for merchant', /After “for merchant”/],
    ['sales by region', /“by region”.*for region/],
    ['sales for categry tea', /“for categry tea”.*for category/],
    ['sales for region SP region RJ', /“region RJ” says once more/],
    ['sales today 7d', /“7d” says once more/],
    ['sales by day by hour', /“by hour” says once more/],
    ['payments by category', /has no table by category. It has: by method. Reports that have one: sales, products\./],
    ['overview by agent', /no table by agent. Reports that have one: support\./],
  ])('%s is refused with what to write instead', (text, words) => {
    const read = readQuestion(text)
    expect(read.ok ? '' : refusalWords(read, 'en')).toMatch(words)
    expect(read.ok ? '' : refusalWords(read, 'zh-CN')).toMatch(/[。？]/)
  })

  test('of any text is read or refused, and what is read is written so that it is read as the same', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(hostileText, ending)), (parts) => {
        const read = readQuestion(['sales', ...parts].join(' '))
        if (read.ok) expect(readQuestion(questionText(read.value))).toEqual(read)
        else expect(refusalWords(read, 'en')).not.toBe('')
      }),
      { numRuns: 300 },
    )
  })
})
