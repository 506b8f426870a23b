import { expect } from 'vitest'
import { drawCode } from '../../../shop/codes/draw.ts'
import { pick, seeded } from '../../../shop/sample/random.ts'
import { photoOf } from '../../shop/codes/photo.ts'
import { at } from './acts.ts'
import { type BookedOrder, capturedOf, totalOf } from './books.ts'
import type { Day } from './day.ts'
import { arrive, line, sell, send } from './shop.ts'

const isPaid = (order: BookedOrder) => capturedOf(order) === totalOf(order)

/** The customer cancels before anything has left: all that was paid goes back. */
async function cancelled(day: Day, order: BookedOrder): Promise<void> {
  const { number, shipping = 0 } = order
  await day.tell('order.cancel_requested', { order: number, reason: 'ordered twice' })
  day.books.cancel(number)
  if (isPaid(order)) day.books.giveBack(number, 'R1', totalOf(order) - shipping, shipping)
}

/** One piece leaves before the rest. */
async function inParts(day: Day, number: string): Promise<void> {
  const lines = [{ line: 1, quantity: 1 }]
  await day.tell('shipment.updated', { order: number, shipment: 'S1', status: 'shipped', lines })
  day.books.ship(number, 1, 1)
}

/** What was bought in the morning leaves, arrives, is confirmed, is cancelled, or waits: the same every day. */
export async function ordersLeave(day: Day): Promise<void> {
  const random = seeded(31)
  const fates = ['confirmed', 'arrived', 'arrived', 'sent', 'in parts', 'waits', 'cancelled'] as const
  const all = [...day.books.orders.values()].map((order) => ({ order, fate: pick(random, fates) }))
  const see = async ({ order, fate }: (typeof all)[number]): Promise<void> => {
    const { number } = order
    if (fate === 'cancelled') return cancelled(day, order)
    if (!isPaid(order) || fate === 'waits') return
    if (fate === 'in parts') return inParts(day, number)
    await send(day, number)
    if (fate !== 'sent') await arrive(day, number)
    if (fate === 'confirmed') await day.tell('order.received', { order: number })
  }
  await Promise.all(all.map(see))
}

/** One order leaves in three parcels, by a manager and two merchants, and is followed on its way. */
export async function parcelsAreFollowed(day: Day): Promise<void> {
  const [mei, sam, wang, hua] = [at(day, 'mei'), at(day, 'sam'), at(day, 'wang'), at(day, 'hua')]
  await sell(day, { number: 'S-1', customer: 'c01', lines: [line('G-101', 3), line('G-103', 2)] })
  await mei.says('/order ship S-1')
  await mei.fills({ line_1: '1', line_2: '0', carrier: 'ZTO Express', tracking: 'ZT-1' })
  day.books.ship('S-1', 1, 1)
  await wang.says('/order ship S-1 SF Express SF-2')
  day.books.ship('S-1', 1)
  await hua.says('/order ship S-1')
  await hua.fills({ tracking: 'HU-3' })
  day.books.ship('S-1', 2)
  await mei.says('/order slip S-1', '#warehouse')
  await day.tell('shipment.tracked', { order: 'S-1', shipment: 'S1', status: 'in_transit', place: '武汉' })
  await sam.says('/order track ZT-1', '武汉')
  await sam.says('/order S-1', 'shipped')
  for (let parcel = 0; parcel < 3; parcel++) {
    await mei.says('/order track S-1')
    await mei.presses('order.deliver')
  }
  await mei.says('/order S-1', 'delivered')
  const seen = await day.ask('GET', '/shop/orders/S-1')
  expect(seen.body).toMatchObject({ status: 'delivered', shipments: [{}, {}, {}] })
  expect((await day.ask('GET', '/shop/customers/c01/orders?order=S-1')).body.orders).toMatchObject([{ paid: '180.00' }])
}

/** The code of a slip is photographed in the warehouse. */
export async function codesAreRead(day: Day): Promise<void> {
  const { person: sam, waits } = at(day, 'sam')
  const photo = await photoOf(await drawCode('qrcode', 'S-1'), { turn: 8, blur: 0.8, noise: 20, light: 0.8, size: 1 })
  await sam.upload({ name: 'photo.jpg', bytes: photo, mimetype: 'image/jpeg' }, { channel: 'warehouse' })
  await waits(() => sam.ephemerals('warehouse').some(({ text }) => text.includes('S-1')))
}

/** People cancel, too: a form tells what goes back, and approvers agree to it where it is much. */
export async function peopleCancel(day: Day): Promise<void> {
  const [mei, lin, tom] = [at(day, 'mei'), at(day, 'lin'), at(day, 'tom')]
  await sell(day, { number: 'S-2', customer: 'c02', lines: [line('G-106', 2)], shipping: 8_00 })
  await lin.says('/order cancel S-2 wrong colour')
  await lin.fills({})
  day.books.cancel('S-2')
  day.books.giveBack('S-2', 'R1', 30_00, 8_00)
  await sell(day, { number: 'S-3', customer: 'c03', lines: [line('G-111', 1)] }, 'wallet')
  await mei.says('/order cancel S-3')
  await mei.fills({ reason: 'the last one is broken' })
  day.books.cancel('S-3')
  await tom.presses('refund.approve', await day.post('approvals', 'Refund S-3-R1', 'tom'))
  day.books.giveBack('S-3', 'R1', 300_00)
}
