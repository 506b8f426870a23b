import { expect } from 'vitest'
import { at } from './acts.ts'
import type { Day } from './day.ts'
import type { Sku } from './goods.ts'
import { arrive, handOver, line, pay } from './shop.ts'

type Inspection = Record<string, string>

/** A delivered order of one kind of goods, of which the customer wants to send some back. */
async function askedBack(day: Day, number: string, sku: Sku, quantity = 1): Promise<void> {
  await handOver(day, { number, customer: 'c05', lines: [line(sku, 2)] })
  const lines = [{ line: 1, quantity }]
  await day.tell('return.requested', { order: number, request: `rt-${number}`, lines, reason: 'not as shown' })
}

async function approved(day: Day, number: string): Promise<void> {
  const mei = at(day, 'mei')
  await mei.says(`/order return ${number}-RT1`)
  await mei.presses('order.return_approve')
  await mei.fills({ instructions: 'Use the box it came in' })
}

async function inspected(day: Day, number: string, found: Inspection): Promise<void> {
  const lin = at(day, 'lin')
  await lin.says(`/order return ${number}-RT1`)
  await lin.presses('order.return_receive')
  await lin.says(`/order return ${number}-RT1`)
  await lin.presses('order.return_inspect')
  await lin.fills(found)
}

/** Goods come back for their money: good ones to the shelf, bad ones to the bin, worn ones not at all. */
export async function goodsComeBack(day: Day): Promise<void> {
  const { books } = day
  await askedBack(day, 'T-1', 'G-101')
  await approved(day, 'T-1')
  await inspected(day, 'T-1', {})
  books.comeBack('T-1', 1, 1, 'restock')
  books.giveBack('T-1', 'R1', 20_00)

  await handOver(day, { number: 'T-2', customer: 'c06', lines: [line('G-104', 1)] })
  const sam = at(day, 'sam')
  await sam.says('/order return T-2')
  await sam.fills({ line_1: '1', reason: 'came broken' })
  await approved(day, 'T-2')
  await inspected(day, 'T-2', { fate_1: 'write_off' })
  books.comeBack('T-2', 1, 1, 'write_off')
  await at(day, 'tom').presses('refund.approve', await day.post('approvals', 'Refund T-2-R1', 'tom'))
  books.giveBack('T-2', 'R1', 80_00)

  await askedBack(day, 'T-3', 'G-103', 2)
  await approved(day, 'T-3')
  await inspected(day, 'T-3', { line_1: '1', reason: 'one is worn' })
  books.comeBack('T-3', 1, 1, 'restock')
  await at(day, 'tim').says('/refund approve T-3-R1', 'approved')
  books.giveBack('T-3', 'R1', 60_00)
}

/** Returns that come to nothing. */
export async function returnsAreRefused(day: Day): Promise<void> {
  const mei = at(day, 'mei')
  await askedBack(day, 'T-4', 'G-109')
  await mei.says('/order return T-4-RT1')
  await mei.presses('order.return_refuse')
  await mei.fills({ reason: 'made to measure' })
  await askedBack(day, 'T-5', 'G-109')
  await approved(day, 'T-5')
  await mei.says('/order return T-5-RT1')
  await mei.presses('order.return_cancel')
  await mei.fills({ reason: 'the customer keeps it' })
  // It has left: to cancel it is to send it back.
  await handOver(day, { number: 'T-6', customer: 'c06', lines: [line('G-106', 1)] })
  await day.tell('order.cancel_requested', { order: 'T-6' })
  await mei.says('/order returns', 'T-6-RT1')
}

async function exchanged(day: Day, number: string, sku: Sku, wanted: Sku): Promise<void> {
  await handOver(day, { number, customer: 'c07', lines: [line(sku, 1)] })
  const lines = [{ line: 1, quantity: 1, sku: wanted }]
  await day.tell('exchange.requested', { order: number, request: `ex-${number}`, lines, reason: 'rather that' })
  await approved(day, number)
  day.books.place({ number: `${number}-X1`, customer: 'c07', lines: [line(wanted, 1)] })
}

/** Goods are exchanged for dearer ones, for cheaper ones, and in the end not at all. */
export async function goodsAreExchanged(day: Day): Promise<void> {
  const { books } = day
  await exchanged(day, 'X-1', 'G-103', 'G-104')
  books.pay('X-1-X1', 'exchange:P1', 'exchange', 60_00)
  await pay(day, 'X-1-X1', { amount: 20_00, method: 'wallet' })
  await inspected(day, 'X-1', {})
  books.comeBack('X-1', 1, 1, 'restock')
  books.exchange('X-1', 'R1', 60_00)
  await at(day, 'mei').says('/order ship X-1-X1 EMS X1', 'shipped')
  books.ship('X-1-X1', 1)
  await arrive(day, 'X-1-X1')

  await exchanged(day, 'X-2', 'G-105', 'G-109')
  books.pay('X-2-X1', 'exchange:P1', 'exchange', 50_00)
  await inspected(day, 'X-2', {})
  books.comeBack('X-2', 1, 1, 'restock')
  books.exchange('X-2', 'R1', 50_00)
  await at(day, 'zhao').says('/refund approve X-2-R2')
  books.giveBack('X-2', 'R2', 70_00)

  await exchanged(day, 'X-3', 'G-109', 'G-110')
  const mei = at(day, 'mei')
  await mei.says('/order return X-3-RT1')
  await mei.presses('order.return_cancel')
  await mei.fills({ reason: 'likes it after all' })
  books.cancel('X-3-X1')
  expect((await day.ask('GET', '/shop/orders/X-3-X1')).body).toMatchObject({ status: 'cancelled' })
}
