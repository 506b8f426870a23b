import { expect } from 'vitest'
import { type BookedOrder, capturedOf, sum, totalOf } from './books.ts'
import type { Day } from './day.ts'

const givenBack = ({ back }: BookedOrder) => sum([...back.values()].map(({ goods, shipping }) => goods + shipping))

/** Orders, their payments and their refunds are those of the script's books. */
export async function ordersAgree({ db, books }: Day): Promise<void> {
  const rows = await db.selectFrom('orders').selectAll().execute()
  const kept = rows.map((row) => [
    ...[row.number, row.customer_id, row.currency, Number(row.total), Number(row.captured), Number(row.refunded)],
    row.status === 'cancelled',
  ])
  const booked = [...books.orders.values()].map((order) => [
    ...[order.number, order.customer, order.currency ?? 'CNY', totalOf(order), capturedOf(order), givenBack(order)],
    order.cancelled,
  ])
  expect(kept.toSorted()).toEqual(booked.toSorted())

  const payments = await db.selectFrom('payments').selectAll().where('status', '<>', 'pending').execute()
  const wanted = [...books.orders.values()].flatMap(({ number, payments: own }) =>
    [...own].map(([id, one]) => [number, id, one.method, one.amount, one.captured ? 'captured' : 'failed']),
  )
  expect(payments.map((p) => [p.order_number, p.id, p.method, Number(p.amount), p.status]).toSorted()).toEqual(
    wanted.toSorted(),
  )
}

/** What the gateway paid out, as it counted by itself, is what the script expected and what the product says. */
export async function refundsAgree({ db, books, outside }: Day): Promise<void> {
  const paid = [...outside.provider.paid].map(([key, amount]) => [key, Number(amount)] as const)
  const byRefund = Map.groupBy(paid, ([key]) => key.replace(/-[^-]+$/, ''))
  const gateway = [...byRefund].map(([refund, parts]) => [refund, sum(parts.map(([, amount]) => amount))])
  const all = [...books.orders.values()].flatMap(({ number, back }) =>
    [...back].map(([id, one]) => ({ refund: `${number}-${id}`, amount: one.goods + one.shipping, ...one })),
  )
  const expected = all.flatMap(({ refund, amount, carried }) => (carried ? [] : [[refund, amount]]))
  expect(gateway.toSorted()).toEqual(expected.toSorted())
  const rows = await db.selectFrom('refunds').selectAll().where('state', '=', 'succeeded').execute()
  expect(
    rows.map((r) => [`${r.order_number}-${r.id}`, Number(r.amount), Number(r.goods), Number(r.shipping)]).toSorted(),
  ).toEqual(all.map((one) => [one.refund, one.amount, one.goods, one.shipping]).toSorted())
}
