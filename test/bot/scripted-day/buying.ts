import { expect } from 'vitest'
import { between, chance, pick, seeded } from '../../../shop/sample/random.ts'
import { money, type Placed, totalOf } from './books.ts'
import type { Day } from './day.ts'
import { goods, type Sku } from './goods.ts'
import { fail, line, order, orderElsewhere, pay } from './shop.ts'

/** The fortieth registers later, for a coupon. */
const customers = Array.from({ length: 39 }, (_, at) => `c${String(at + 1).padStart(2, '0')}`)
const methods = ['alipay', 'wechat_pay', 'wallet', 'bank_card'] as const
/** What many buy; cabinets are too dear. */
const usual = (Object.keys(goods) as Sku[]).filter((sku) => sku !== 'G-112')

/** How an order is going to be paid. */
const ways = [
  'at once',
  'at once',
  'at once',
  'second try',
  'in two parts',
  'before it is known',
  'told twice',
  'never',
]

interface Plan {
  placed: Placed
  way: string
  method: (typeof methods)[number]
  /** `USD` by the shop's own rate, `JPY` by the storefront's. */
  where: 'shop' | 'CNY' | 'USD' | 'JPY'
}

/** What everybody is going to buy today: the same every day. */
function plans(): Plan[] {
  const random = seeded(20260310)
  return customers.flatMap((customer) =>
    Array.from({ length: chance(random, 0.2) ? 2 : 1 }, (_, at): Plan => {
      const number = `${customer.toUpperCase()}-${at + 1}`
      const where = pick(random, ['shop', 'shop', 'shop', 'CNY', 'USD', 'JPY'] as const)
      const skus = [...new Set([pick(random, usual), pick(random, usual), pick(random, usual)])].slice(
        0,
        between(random, 1, 3),
      )
      const lines = skus.map((sku) => {
        const quantity = between(random, 1, 3)
        // Multiples of a quarter dollar, so that a rate of 7.12 gives whole cents.
        const abroad = { USD: between(random, 8, 60) * 25, JPY: between(random, 300, 4000) }
        return where === 'USD' || where === 'JPY' ? { sku, quantity, unit: abroad[where] } : line(sku, quantity)
      })
      const shipping = where === 'shop' && chance(random, 0.3) ? 8_00 : 0
      const abroad = where === 'USD' || where === 'JPY'
      const currency = abroad ? { currency: where, rate: where === 'USD' ? 712 : 500 } : {}
      return {
        ...{ where, way: pick(random, ways), method: pick(random, methods) },
        placed: { number, customer, lines, shipping, ...currency },
      }
    }),
  )
}

async function buy(day: Day, { placed, way, method, where }: Plan): Promise<void> {
  const { number } = placed
  const total = totalOf(placed)
  const early = way === 'before it is known' && where !== 'shop'
  const amount = money(total, placed.currency)
  if (early)
    await day.tell(
      'order.paid',
      { order: number, payment: 'P1', method, amount },
      { state: 'waiting', id: `e-${number}` },
    )
  if (where === 'shop') await order(day, placed, { method })
  else await orderElsewhere(day, placed, 5, where === 'JPY' ? '0.05' : undefined)
  if (early) return day.books.pay(number, 'P1', method)
  if (way === 'never') return
  if (way === 'second try') await fail(day, number, 'F1', method)
  if (way === 'in two parts') {
    const first = Math.floor(total / 3)
    await pay(day, number, { payment: 'P1', method, amount: first })
    return pay(day, number, { payment: 'P2', method: 'wallet', amount: total - first })
  }
  await pay(day, number, { method, ago: way === 'second try' ? 3 : 0, id: `p-${number}` })
  if (way !== 'told twice') return
  await pay(day, number, { method, id: `p-${number}` })
  // Another event about the same payment.
  await pay(day, number, { method, id: `q-${number}` })
}

/** Customers register, look around, and buy; all at once, as customers do. */
export async function customersBuy(day: Day): Promise<void> {
  const languages = ['zh-CN', 'en-US']
  const registered = customers.map((id, at) => {
    const profile = { name: `Customer ${id} <&>`, locale: languages[at % 2], region: at % 3 === 0 ? '上海' : '北京' }
    return day.tell('customer.registered', { id, ...profile })
  })
  await Promise.all(registered)
  const all = plans()
  // The seed brings every way to pay, and every currency.
  expect(new Set(all.map(({ way }) => way))).toEqual(new Set(ways))
  expect(new Set(all.map(({ where }) => where)).size).toBe(4)
  await Promise.all(
    Map.groupBy(all, ({ placed }) => placed.customer)
      .values()
      .map(async (own) => {
        for (const plan of own) await buy(day, plan)
      }),
  )
  const page = await day.ask('GET', '/shop/products?search=tea')
  expect(page.body.products).toMatchObject([{ sku: 'G-101', price: '20.00' }])
  const quote = { items: [{ sku: 'G-102', quantity: 2 }], customer: { id: 'c01' } }
  expect((await day.ask('POST', '/shop/quotes', quote)).body).toMatchObject({ total: '90.00' })
}
