import { sampleBuyers } from './customers.ts'
import type { SampleProduct } from './goods.ts'
import { between, chance, pick, type Random, weighted } from './random.ts'

/** What became of one sample order; an absent time has not come. */
export interface SampleOrder {
  number: string
  customer: string
  placedAt: Temporal.Instant
  lines: { product: SampleProduct; quantity: number }[]
  /** Part of the price that is taken off, in percent. */
  discount: number
  /** The methods it is paid by, one payment each; the first takes the greater part. */
  methods: string[]
  failedAt?: Temporal.Instant
  paidAt?: Temporal.Instant
  processingAt?: Temporal.Instant
  shippedAt?: Temporal.Instant
  estimatedAt: Temporal.Instant
  deliveredAt?: Temporal.Instant
  completedAt?: Temporal.Instant
  cancelledAt?: Temporal.Instant
  refund?: SampleRefund
  review?: { rating: number; comment: string; at: Temporal.Instant }
}

export interface SampleRefund {
  /** Of the goods, in percent; at 100 shipping goes back too. */
  percent: number
  reason: string
  requestedAt: Temporal.Instant
  refundedAt: Temporal.Instant
}

export const paymentMethods = [
  ['alipay', 45],
  ['wechat_pay', 35],
  ['bank_card', 14],
  ['wallet', 6],
] as const

const DAYS = 120
const FIRST_NUMBER = 10_001
const FEWEST_TODAY = 3

/** Orders of each weekday, Monday first, against the mean. */
const week = [0.85, 0.8, 0.85, 0.95, 1.1, 1.3, 1.2]
/** Of each hour of the day. */
const hours = [1, 1, 0, 0, 0, 0, 1, 2, 4, 6, 8, 7, 7, 6, 6, 6, 6, 6, 7, 9, 11, 12, 9, 4].map(
  (weight, hour) => [hour, weight] as const,
)

export const refundReasons = [
  'arrived damaged',
  'wrong item sent',
  '不想要了',
  '商品有瑕疵',
  'arrived too late',
  '尺寸不合适',
]
const comments: Record<number, string[]> = {
  5: ['很好，会再来', 'Beautiful, and fast delivery', '包装精美', 'Exactly as described'],
  4: ['不错', 'Good value', '质量可以，物流一般'],
  3: ['还行', 'Smaller than I thought'],
  2: ['有点失望', 'Arrived late'],
  1: ['收到时已损坏', 'Not what I ordered'],
}

/** 120 days of orders up to `now`, oldest first: a weekly rhythm, some growth, and at least three of them today. */
export function sampleHistory(
  random: Random,
  {
    products,
    customers,
    timezone,
    now,
  }: { products: readonly SampleProduct[]; customers: readonly string[]; timezone: string; now: Temporal.Instant },
): SampleOrder[] {
  const today = now.toZonedDateTimeISO(timezone).toPlainDate()
  const times: Temporal.Instant[] = []
  for (let back = DAYS - 1; back >= 0; back--) {
    const day = today.subtract({ days: back })
    const growth = 1 + (DAYS - back) / (DAYS * 2)
    const wanted = 7 * growth * (week[day.dayOfWeek - 1] ?? 1) * (0.8 + random() * 0.4)
    times.push(...placedOn(random, day, Math.round(wanted), timezone, now))
  }
  times.sort(Temporal.Instant.compare)
  const buyer = sampleBuyers(random, customers)
  return times.map((placedAt, index) => {
    const order = newOrder(random, String(FIRST_NUMBER + index), buyer(), placedAt, products)
    // The latest customer is still paying.
    return index === times.length - 1 ? order : becomes(random, order, now)
  })
}

/** Times on one day, by the rhythm of its hours; of today those that have passed, and enough of them. */
function placedOn(
  random: Random,
  day: Temporal.PlainDate,
  wanted: number,
  timezone: string,
  now: Temporal.Instant,
): Temporal.Instant[] {
  const start = day.toZonedDateTime(timezone).toInstant()
  const times = Array.from({ length: wanted }, () =>
    day
      .toZonedDateTime({
        timeZone: timezone,
        plainTime: { hour: weighted(random, hours), minute: between(random, 0, 59), second: between(random, 0, 59) },
      })
      .toInstant(),
  ).filter((at) => Temporal.Instant.compare(at, now) <= 0)
  const passed = now.epochMilliseconds - start.epochMilliseconds
  const isToday = day.equals(now.toZonedDateTimeISO(timezone).toPlainDate())
  while (isToday && times.length < FEWEST_TODAY) times.push(start.add({ milliseconds: Math.floor(random() * passed) }))
  return times
}

function newOrder(
  random: Random,
  number: string,
  customer: string,
  placedAt: Temporal.Instant,
  products: readonly SampleProduct[],
): SampleOrder {
  const chosen = new Set(
    Array.from(
      {
        length: weighted(random, [
          [1, 60],
          [2, 28],
          [3, 12],
        ]),
      },
      () => pick(random, products),
    ),
  )
  const first = weighted(random, paymentMethods)
  return {
    number,
    customer,
    placedAt,
    lines: [...chosen].map((product) => ({
      product,
      quantity:
        product.price > 300
          ? 1
          : weighted(random, [
              [1, 70],
              [2, 22],
              [3, 8],
            ]),
    })),
    discount: chance(random, 0.15) ? pick(random, [5, 10, 15]) : 0,
    methods: first !== 'wallet' && chance(random, 0.05) ? [first, 'wallet'] : [first],
    estimatedAt: placedAt.add({ hours: 24 * 5 }),
  }
}

/** Lets an order live until `now`. */
function becomes(random: Random, order: SampleOrder, now: Temporal.Instant): SampleOrder {
  const passed = (at: Temporal.Instant) => Temporal.Instant.compare(at, now) <= 0
  const later = (at: Temporal.Instant, least: number, most: number) => at.add({ minutes: between(random, least, most) })
  const failedAt = later(order.placedAt, 1, 5)
  if (chance(random, 0.05) && passed(failedAt)) order.failedAt = failedAt
  if (chance(random, order.failedAt ? 0.4 : 0.03)) {
    const givenUp = later(order.placedAt, 24 * 60, 48 * 60)
    return passed(givenUp) ? { ...order, cancelledAt: givenUp } : order
  }
  const paidAt = later(order.failedAt ?? order.placedAt, 1, 12)
  if (!passed(paidAt)) return order
  order.paidAt = paidAt
  if (chance(random, 0.03)) {
    const cancelledAt = later(paidAt, 10, 300)
    if (!passed(cancelledAt)) return order
    const refundedAt = later(cancelledAt, 20, 600)
    const refund = { percent: 100, reason: '不想要了', requestedAt: cancelledAt, refundedAt }
    return { ...order, cancelledAt, ...(passed(refundedAt) && { refund }) }
  }
  const processingAt = later(paidAt, 60, 400)
  if (!passed(processingAt)) return order
  const shippedAt = later(processingAt, 6 * 60, (chance(random, 0.05) ? 66 : 36) * 60)
  if (!passed(shippedAt)) return { ...order, processingAt }
  const deliveredAt = later(shippedAt, 20 * 60, (chance(random, 0.08) ? 8 : 4) * 24 * 60)
  if (!passed(deliveredAt)) return { ...order, processingAt, shippedAt }
  const completedAt = later(deliveredAt, 5 * 24 * 60, 7 * 24 * 60)
  return {
    ...order,
    processingAt,
    shippedAt,
    deliveredAt,
    ...(passed(completedAt) && { completedAt }),
    ...afterwards(random, deliveredAt, passed),
  }
}

function afterwards(random: Random, deliveredAt: Temporal.Instant, passed: (at: Temporal.Instant) => boolean) {
  const requestedAt = deliveredAt.add({ minutes: between(random, 60, 3 * 24 * 60) })
  const refundedAt = requestedAt.add({ minutes: between(random, 5, 24 * 60) })
  const refund = {
    percent: pick(random, [10, 20, 50, 100, 100]),
    reason: pick(random, refundReasons),
    requestedAt,
    refundedAt,
  }
  const at = deliveredAt.add({ minutes: between(random, 30, 4 * 24 * 60) })
  const rating = weighted(random, [
    [5, 55],
    [4, 25],
    [3, 10],
    [2, 5],
    [1, 5],
  ])
  return {
    ...(chance(random, 0.045) && passed(refundedAt) && { refund }),
    ...(chance(random, 0.25) &&
      passed(at) && { review: { rating, comment: pick(random, comments[rating] ?? []), at } }),
  }
}
