import { answerLate } from '../../../shop/exceptions/late.ts'
import { deliverOrder } from '../../../shop/orders/deliver.ts'
import { capturePayment } from '../../../shop/orders/pay.ts'
import { placeOrder } from '../../../shop/orders/place.ts'
import { shipOrder } from '../../../shop/orders/ship.ts'
import { requestRefund } from '../../../shop/refunds/request.ts'
import { demand } from '../../../shop/result.ts'
import { approveReturn } from '../../../shop/returns/decide.ts'
import { requestReturn } from '../../../shop/returns/request.ts'
import { on, type TravelWorld } from './world.ts'

const nobody = { member: null, via: 'test' }
export const place =
  (number: string, estimated?: string) =>
  async ({ db, jobs, clock }: TravelWorld) => {
    const items = [{ sku: 'TEA', quantity: 1 }]
    const estimatedDeliveryAt = estimated ? on(estimated) : null
    demand(await placeOrder(db, jobs, { number, customer: { id: number }, items, estimatedDeliveryAt }, clock.now))
  }
export const pay = (order: string, estimated?: string) => async (world: TravelWorld) => {
  await place(order, estimated)(world)
  demand(await capturePayment(world.db, { order, payment: 'P1', method: 'alipay', amount: 90_00n }, world.clock.now))
}
export const ship =
  (order: string) =>
  async ({ db, jobs, clock }: TravelWorld) =>
    demand(await shipOrder(db, jobs, { ...nobody, order }, clock.now))
export const sell = (order: string, estimated?: string) => async (world: TravelWorld) => {
  await pay(order, estimated)(world)
  await ship(order)(world)
}
export const deliver =
  (order: string) =>
  async ({ db, clock }: TravelWorld) =>
    demand(await deliverOrder(db, { ...nobody, order }, clock.now))
export const arrive = (order: string) => async (world: TravelWorld) => {
  await sell(order)(world)
  await deliver(order)(world)
}
export const refund =
  (order: string, by: string | null, amount: string) =>
  async ({ db, jobs, clock, member }: TravelWorld) => {
    const asked = { order, amount, reason: 'broken', restock: false, key: order, via: 'test', unshipped: by === null }
    demand(await requestRefund(db, jobs, { ...asked, member: by ? await member(by) : null }, clock.now))
  }
export const promise =
  (ref: string, day: string) =>
  async ({ db, jobs, clock, member }: TravelWorld) => {
    const asked = { ref, reason: 'no boxes', day, member: await member('U0WANG'), via: 'test' }
    demand(await answerLate(db, jobs, asked, clock.now))
  }
/** The customer wants to send it back, and a colleague agrees. */
export const sendBack =
  (order: string) =>
  async ({ db, jobs, clock, member }: TravelWorld) => {
    const lines = [{ line: 1, quantity: 1 }]
    const asked = { order, id: 'web-1', kind: 'return', lines, reason: 'too large' } as const
    const { asked: made } = demand(await requestReturn(db, jobs, { ...nobody, ...asked }, clock.now))
    const step = { return: made.number, member: await member('U0MEI'), via: 'test', instructions: null }
    demand(await approveReturn(db, jobs, step, clock.now))
  }
