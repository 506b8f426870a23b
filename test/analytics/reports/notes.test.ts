import { expect, test } from 'vitest'
import type { Figures } from '../../../analytics/reports/metrics.ts'
import { notesOf } from '../../../analytics/reports/notes/index.ts'
import type { Report } from '../../../analytics/reports/report.ts'
import { reportText } from '../../../analytics/reports/text.ts'
import { smallShop } from './small-shop.ts'

const read = smallShop()

/** A report that has been made, with other figures: by themselves nothing in them stands out. */
async function made(name: string, other: Partial<Report>): Promise<Report> {
  const quiet = { totals: {}, previous: null, series: [], rows: [] }
  return { ...(await read(name)), ...quiet, ...other }
}
const row = (name: string, figures: Figures) => ({ name, figures })

/** Sales of the given amounts on days from 1 September on, in major units. */
async function days(...amounts: number[]): Promise<Report> {
  const from = Temporal.PlainDate.from('2026-09-01')
  const buckets = amounts.map((_, at) => {
    const date = from.add({ days: at })
    const start = date.toZonedDateTime('Asia/Shanghai').toInstant()
    return { label: String(date), start, before: start }
  })
  return made('sales', { buckets, series: amounts.map((amount) => ({ total_sales: BigInt(amount) * 100n })) })
}
const fortnight = [100, 110, 90, 105, 95, 100, 108, 92, 100, 104, 96, 101, 99, 103]

test('nothing is said where nothing stands out', async () => {
  expect(
    notesOf(await made('sales', { totals: { orders_placed: 40n }, previous: { orders_placed: 42n } }), 'en'),
  ).toEqual([])
  expect(notesOf(await days(...fortnight), 'en')).toEqual([])
  expect(notesOf(await made('payments', { totals: { payments: 3n, failed: 2n, success_rate: 0.6 } }), 'en')).toEqual([])
  expect(notesOf(await made('refunds', { totals: { refund_rate: 1, succeeded: 1n } }), 'en')).toEqual([])
})

test.each<[string, () => Promise<Report>, string, string]>([
  [
    'the key figure that changed most, unless there are few of it',
    () =>
      made('sales', {
        totals: { orders_placed: 40n, total_sales: 100_00n, customers: 4n },
        previous: { orders_placed: 80n, total_sales: 110_00n, customers: 1n },
      }),
    'Orders changed most: from 80 to 40 (-50%).',
    '订单数变化最大：从 80 到 40（-50%）。',
  ],
  [
    'the day that is far out of its band',
    () => days(...fortnight.with(6, 400)),
    'Sep 7, 2026: Total sales ¥400.00, far above the usual ¥100.00.',
    '2026年9月7日：销售合计 ¥400.00，远高于平常的 ¥100.00。',
  ],
  [
    'a rate that is high',
    () => made('refunds', { totals: { refund_rate: 0.25, succeeded: 5n } }),
    'Refund rate: 25%, which is high.',
    '退款率 25%，偏高。',
  ],
  [
    'a count that is a large part of the whole',
    () => made('orders', { totals: { orders_placed: 50n, late_deliveries: 6n, late_shipments: 5n } }),
    'Late deliveries: 6 of 50, 12%.',
    '延迟送达：50 中有 6，占 12%。',
  ],
  [
    'one whose rate is a figure of the report by the rate alone',
    () => made('merchants', { totals: { orders_placed: 47n, orders_cancelled: 5n, cancellation_rate: 5 / 47 } }),
    'Cancellation rate: 10.6%, which is high.',
    '取消率 10.6%，偏高。',
  ],
  [
    'payments that fail too often',
    () => made('payments', { totals: { payments: 16n, failed: 4n, success_rate: 0.8 } }),
    '4 of 20 payments failed; only 80% went through.',
    '20 笔付款中有 4 笔失败，成功率仅 80%。',
  ],
  [
    'goods that run out within a week',
    () =>
      made('stock', {
        totals: { running_out: 1n },
        rows: [
          row('GONE', { available: -3n, days_of_cover: 0 }),
          row('NONE', { available: 0n, days_of_cover: 0 }),
          row('TEA', { available: 3n, days_of_cover: 2 }),
          row('SILK', { available: 9n, days_of_cover: 9 }),
        ],
      }),
    '1 product runs out within 7 days at the sales of late: TEA.',
    '按近期销量，1 种商品将在 7 天内售完：TEA。',
  ],
  [
    'how many goods run out, where rows show none of them',
    () => made('stock', { totals: { running_out: 40n }, rows: [row('GONE', { available: 0n, days_of_cover: 0 })] }),
    '40 products run out within 7 days at the sales of late.',
    '按近期销量，40 种商品将在 7 天内售完。',
  ],
  [
    'a merchant that sends late',
    () =>
      made('merchants', {
        rows: [
          row('tea', { due_shipments: 10n, late_shipment_rate: 0.3 }),
          row('silk', { due_shipments: 2n, late_shipment_rate: 0.5 }),
        ],
      }),
    'tea sent 30% of what was due late.',
    'tea应发订单中有 30% 延迟发货。',
  ],
  [
    'one that makes up most of the whole',
    () =>
      made('payments', {
        totals: { captured: 100_00n },
        rows: [
          row('alipay', { captured: 80_00n }),
          row('card', { captured: 15_00n }),
          row('wallet', { captured: 5_00n }),
        ],
      }),
    'Alipay alone makes up 80% of “Captured”.',
    '仅支付宝就占“收款金额”的 80%。',
  ],
])('what stands out: %s', async (_, report, english, chinese) => {
  expect(notesOf(await report(), 'en')).toEqual([english])
  expect(notesOf(await report(), 'zh-CN')).toEqual([chinese])
  expect(reportText(await report(), 'en')).toContain(`Worth noting\n- ${english}`)
})

test('a weekday is measured by its like, and a day that is not over by nothing', async () => {
  const week = [100, 101, 99, 100, 102, 300, 310]
  const weeks = [0, 3, -2, 1, 0, 2, -1, 1].flatMap((more) => week.map((value) => value + more))
  expect(notesOf(await days(...weeks.slice(0, 28)), 'en')).toEqual([])
  expect(notesOf(await days(...weeks), 'en')).toEqual([])
  expect(notesOf(await days(...weeks.with(40, 100)), 'en')[0]).toContain('far below the usual ¥300.00')
  const report = await days(...fortnight, 0)
  expect(notesOf({ ...report, asOf: report.buckets.at(-1)?.start ?? report.asOf }, 'en')).toEqual([])
  expect(notesOf(report, 'en')).toHaveLength(1)
})
