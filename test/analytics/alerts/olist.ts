import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { backTest } from '../../../analytics/alerts/backtest.ts'
import { type AlertTexts, readWatch } from '../../../analytics/alerts/form.ts'
import type { Database } from '../../../db/connect.ts'

type Rows = readonly Record<string, string>[]

/** The history by local day, straight from its files; amounts in cents. */
interface Days {
  first: string
  orders: Map<string, number>
  sales: Map<string, number>
  reviews: Map<string, number[]>
}

const day = (time = '') => time.slice(0, 10)
const plus = (date: string, days: number) => String(Temporal.PlainDate.from(date).add({ days }))

function daysOf(file: (name: string) => Rows): Days {
  const orders = file('olist_orders_dataset')
  const placed = new Map(orders.map((order) => [order.order_id, day(order.order_purchase_timestamp)]))
  const add = (sums: Map<string, number>, at: string, amount: number) => sums.set(at, (sums.get(at) ?? 0) + amount)
  const days: Days = {
    first: [...placed.values()].toSorted()[0] ?? '',
    ...{ orders: new Map(), sales: new Map(), reviews: new Map() },
  }
  for (const at of placed.values()) add(days.orders, at, 1)
  for (const item of file('olist_order_items_dataset'))
    add(days.sales, placed.get(item.order_id) ?? '', Math.round(Number(item.price) * 100))
  for (const { review_creation_date: at, review_score: stars } of file('olist_order_reviews_dataset'))
    days.reviews.set(day(at), [...(days.reviews.get(day(at)) ?? []), Number(stars)])
  return days
}

/** The modified z-score of a day beside the same weekday of the eight weeks before; null where it says nothing. */
function scoreOf({ orders, first }: Days, date: string): number | null {
  const weeks = [1, 2, 3, 4, 5, 6, 7, 8].map((week) => plus(date, -7 * week)).filter((one) => one > first)
  const known = weeks.map((one) => orders.get(one) ?? 0)
  const middle = (values: number[]) => {
    const sorted = values.toSorted((a, b) => a - b)
    const half = Math.floor(sorted.length / 2)
    return sorted.length % 2 === 1 ? (sorted[half] ?? 0) : ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2
  }
  const median = middle(known)
  const mad = middle(known.map((one) => Math.abs(one - median)))
  return known.length < 5 || mad === 0 ? null : ((orders.get(date) ?? 0) - median) / (1.4826 * mad)
}

const week = (date: string) => [6, 5, 4, 3, 2, 1, 0].map((back) => plus(date, -back))
const sum = (values: readonly number[]) => values.reduce((all, one) => all + one, 0)
const beyond = (score: number | null, is: (score: number) => boolean) => (score === null ? null : is(score))

/** The rules of docs/alerts.md, and whether each fires on a day by the naive count. */
const rules: readonly { title: string; texts: AlertTexts; fires(days: Days, date: string): boolean | null }[] = [
  {
    title: 'Unusually many orders',
    texts: { figure: 'sales.orders_placed', window: 'day', when: 'band.high', value: '8' },
    fires: (days, date) => beyond(scoreOf(days, date), (score) => score > 8),
  },
  {
    title: 'Unusually few orders',
    texts: { figure: 'sales.orders_placed', window: 'day', when: 'band.low', value: '3.5' },
    fires: (days, date) => beyond(scoreOf(days, date), (score) => score < -3.5),
  },
  {
    title: 'Sales fall by 40%',
    texts: { figure: 'sales.gross_sales', window: '7d', when: 'change.down', value: '40' },
    fires({ sales, first }, date) {
      const of = (last: string) => sum(week(last).map((one) => sales.get(one) ?? 0))
      const [now, before] = [of(date), of(plus(date, -7))]
      return before === 0 || plus(date, -13) <= first ? null : (now - before) / before <= -0.4
    },
  },
  {
    title: 'Dear orders',
    texts: { figure: 'sales.average_order_value', window: 'day', when: 'threshold.above', value: '300' },
    fires({ orders, sales }, date) {
      const count = orders.get(date) ?? 0
      return count === 0 ? null : Math.round((sales.get(date) ?? 0) / count) > 300_00
    },
  },
  {
    title: 'Bad reviews',
    texts: { figure: 'products.average_rating', window: '7d', when: 'threshold.below', value: '2.7' },
    fires({ reviews }, date) {
      const stars = week(date).flatMap((one) => reviews.get(one) ?? [])
      return stars.length === 0 ? null : sum(stars) / stars.length < 2.7
    },
  },
]

/** The first days of the episodes: one that is over lets another begin from the day after it ended. */
function firingDays(days: Days, fires: (days: Days, date: string) => boolean | null): string[] {
  const fired: string[] = []
  let open = false
  let ended = ''
  for (let date = '2017-01-01'; date <= '2018-08-31'; date = plus(date, 1)) {
    const is = fires(days, date)
    if (open && is === false) [open, ended] = [false, date]
    else if (!open && is && date > ended) {
      open = true
      fired.push(date)
    }
  }
  return fired
}

/** The days that docs/alerts.md lists under a heading. */
function listed(title: string): string[] {
  const docs = readFileSync(new URL('../../../docs/alerts.md', import.meta.url), 'utf8')
  const [, section = ''] = docs.split(`### ${title}\n`)
  return section.split('\n#')[0]?.match(/\b20\d\d-\d\d-\d\d\b/g) ?? []
}

/** Rules tried on 20 months of the history fire on the days that its files give, which are those of the docs. */
export function testAlerts(database: () => Database, file: (name: string) => Rows): void {
  let counted: Days | undefined
  test.each(rules)(
    'an alert would have fired on the days of docs/alerts.md: $title',
    async ({ title, texts, fires }) => {
      const { db } = database()
      const read = await readWatch(db, texts, null, 'BRL')
      if ('problems' in read) throw new Error(JSON.stringify(read.problems))
      const window = { from: Temporal.PlainDate.from('2017-01-01'), to: Temporal.PlainDate.from('2018-08-31') }
      const tested = await backTest(db, read.watch, 24, window, Temporal.Instant.from('2026-11-22T09:00:00Z'))
      if (!tested.ok) throw new Error(tested.code)
      const lastDay = (slot: Temporal.Instant) => {
        const night = slot.toZonedDateTimeISO('America/Sao_Paulo').toPlainDate()
        return String(night.subtract({ days: 1 }))
      }
      const days = tested.value.episodes.map(({ beganAt }) => lastDay(beganAt))
      counted ??= daysOf(file)
      expect(days).toEqual(firingDays(counted, fires))
      expect(days).toEqual(listed(title))
    },
  )
}
