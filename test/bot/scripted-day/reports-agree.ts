import { expect } from 'vitest'
import { reportJson } from '../../../analytics/reports/json.ts'
import { readReport } from '../../../analytics/reports/read.ts'
import { verify } from '../../../analytics/rollups/verify.ts'
import type { Filters } from '../../../shop/orders/narrowing.ts'
import { at } from './acts.ts'
import { type BookedOrder, capturedOf, inShop, money, sum, totalOf } from './books.ts'
import type { Day } from './day.ts'
import { goods, type Sku } from './goods.ts'
import { merchants } from './staff.ts'

const today = (day: Day, report: string, filters: Filters = {}) => {
  const on = Temporal.PlainDate.from(day.dayIn(0))
  return readReport(day.db, { report, window: { from: on, to: on }, filters }, day.now()).then((read) => {
    if (!read.ok) throw new Error(read.code)
    return reportJson(read.value) as { totals: Record<string, unknown>; rows: Record<string, unknown>[] }
  })
}

/** The day's sales are what the books add up to. */
export async function salesAgree(day: Day): Promise<void> {
  const orders = [...day.books.orders.values()]
  const customers = new Set(orders.map(({ customer }) => customer)).size
  expect(customers).toBe(40)
  const each = (of: (order: BookedOrder) => number) => sum(orders.map((order) => inShop(of(order), order)))
  const gross = each(({ lines }) => sum(lines.map(({ quantity, unit }) => quantity * unit)))
  const discounts = each(({ lines }) => sum(lines.map(({ off = 0 }) => off)))
  const never = orders.filter((order) => order.cancelled && capturedOf(order) === 0)
  const cancellations = sum(never.map((order) => inShop(goodsOf(order), order)))
  const returns = each(({ back }) => sum([...back.values()].map(({ goods }) => goods)))
  const [shipping, tax] = [each((order) => order.shipping ?? 0), each((order) => order.tax ?? 0)]
  const shippingBack = each(({ back }) => sum([...back.values()].map((one) => one.shipping)))
  const net = gross - discounts - cancellations - returns
  const total = net + shipping + tax - shippingBack
  expect((await today(day, 'sales')).totals).toMatchObject({
    orders_placed: orders.length,
    orders_cancelled: orders.filter(({ cancelled }) => cancelled).length,
    orders_paid: orders.filter((order) => capturedOf(order) >= totalOf(order)).length,
    units: sum(orders.flatMap(({ lines }) => lines.map(({ quantity }) => quantity))),
    ...{ gross_sales: money(gross), discounts: money(discounts), cancellations: money(cancellations) },
    ...{ returns: money(returns), net_sales: money(net), shipping: money(shipping), tax: money(tax) },
    ...{ shipping_refunds: money(shippingBack), total_sales: money(total) },
    ...{ customers, returning_customers: 0 },
  })
  const shown = (total / 100).toLocaleString('en', { minimumFractionDigits: 2 })
  await at(day, 'mei').says('/report sales today', `¥${shown}`)
}

/** Each merchant's sales are those of their own goods, by themselves and beside the others'. */
export async function merchantsAgree(day: Day): Promise<void> {
  const { rows } = await today(day, 'merchants')
  for (const merchant of Object.keys(merchants)) {
    const own = [...day.books.orders.values()].flatMap((order) =>
      order.lines.filter(({ sku }) => goods[sku as Sku]?.merchant === merchant).map((line) => ({ order, ...line })),
    )
    const gross_sales = money(sum(own.map(({ order, quantity, unit }) => inShop(quantity * unit, order))))
    expect((await today(day, 'sales', { merchant })).totals, merchant).toMatchObject({
      ...{ units: sum(own.map(({ quantity }) => quantity)), gross_sales },
    })
    const orders_placed = new Set(own.map(({ order }) => order.number)).size
    expect(rows.find((row) => row.merchant === merchant)).toMatchObject({ orders_placed, gross_sales })
  }
}

const goodsOf = ({ lines }: BookedOrder) => sum(lines.map(({ quantity, unit, off = 0 }) => quantity * unit - off))

/** By each method so much came in and went back, of the gateway's own list and of what exchanges carried over. */
export async function methodsAgree(day: Day): Promise<void> {
  const orders = [...day.books.orders.values()]
  const all = orders.flatMap((order) => [...order.payments].map(([id, one]) => ({ order, id, ...one })))
  const { paid, by } = day.outside.provider
  const back = [
    ...[...paid].map(([key, amount]) => ({
      ...{ method: by.get(key), order: day.books.orders.get(key.replace(/-R\d+-.*/, '')), amount: Number(amount) },
    })),
    ...orders.flatMap((order) =>
      [...order.back.values()].flatMap(({ goods, carried }) =>
        carried ? [{ method: 'exchange', order, amount: goods }] : [],
      ),
    ),
  ]
  const rows = [...new Set([...all, ...back].map(({ method }) => method ?? ''))].map((method) => {
    const own = all.filter((one) => one.method === method)
    const gone = back.filter((one) => one.method === method)
    const good = own.filter((one) => one.captured)
    return {
      ...{ method, payments: good.length, failed: own.length - good.length },
      captured: money(sum(good.map(({ order, amount }) => inShop(amount, order)))),
      refunded: money(sum(gone.map(({ order, amount }) => (order ? inShop(amount, order) : Number.NaN)))),
    }
  })
  const report = await today(day, 'payments')
  const bare = report.rows.map(({ success_rate: _, ...row }) => row)
  expect(bare.toSorted(byMethod)).toEqual(rows.toSorted(byMethod))
}
const byMethod = (one: object, other: object) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1)

/** What agents did: the script has so few conversations that their figures are known by heart. */
export async function supportAgrees(day: Day): Promise<void> {
  const figures = { conversations: 4, complaints: 1, replies: 2, reopened: 1, rating: 4 }
  expect((await today(day, 'support')).totals).toMatchObject(figures)
}

/** The rollups, as the day kept them, are what is computed anew from its orders. */
export async function rollupsAgree({ db }: Day): Promise<void> {
  expect(await verify(db)).toEqual([])
}
