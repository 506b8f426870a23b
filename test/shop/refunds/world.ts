import type { Db } from '../../../db/tables/index.ts'
import type { Member } from '../../../shop/access/member.ts'
import { grantRole } from '../../../shop/access/members.ts'
import { type SandboxOptions, sandboxGateway } from '../../../shop/gateways/sandbox.ts'
import { capturePayment } from '../../../shop/orders/pay.ts'
import { placeOrder } from '../../../shop/orders/place.ts'
import { shipOrder } from '../../../shop/orders/ship.ts'
import { approveRefund, rejectRefund } from '../../../shop/refunds/decide.ts'
import { requestRefund } from '../../../shop/refunds/request.ts'
import { submitRefundPart } from '../../../shop/refunds/submit.ts'
import { demand } from '../../../shop/result.ts'
import { now, putOnSale, recordingJobs } from '../goods.ts'
import { admin, approver, manager, person, support } from '../people.ts'

/** Decides as an approver or as a manager. */
export const both = person('UBOTH', ['approver', 'manager'])

/** A shop with goods, people and one way to make orders and refunds of them. */
export async function refundWorld(db: Db, script?: Partial<SandboxOptions>) {
  const { jobs, added } = recordingJobs()
  for (const { id, roles } of [admin, approver, both, manager, support])
    for (const role of roles)
      await db.transaction().execute((trx) => grantRole(trx, { member: id, role, by: null, via: 'test' }, now))
  await putOnSale(db, { sku: 'TEA', price: 100_00n, merchant: 'm1', onHand: 1000 })
  await putOnSale(db, { sku: 'CUP', price: 30_00n, merchant: 'm2', onHand: 1000 })
  const gateway = sandboxGateway(db, { clock: () => now, ...script })
  let orders = 0

  return {
    jobs,
    added,
    /** A paid order of one TEA and one CUP with 10.00 shipping (140.00), paid in these amounts. */
    async paidOrder({ payments = [140_00n], quantity = 1, ship = false } = {}): Promise<string> {
      const number = `100${++orders}`
      const items = [
        { sku: 'TEA', quantity },
        { sku: 'CUP', quantity },
      ]
      demand(await placeOrder(db, jobs, { number, customer: { id: 'c1', name: 'Lin' }, items, shipping: 10_00n }, now))
      for (const [index, amount] of payments.entries()) {
        const payment = { order: number, payment: `P${index + 1}`, method: index ? 'wallet' : 'alipay', amount }
        demand(await capturePayment(db, payment, now.add({ minutes: index })))
      }
      if (ship) demand(await shipOrder(db, jobs, { order: number, member: null, via: 'test' }, now))
      return number
    },
    ask: (
      order: string,
      amount: string | null,
      options: { restock?: boolean; member?: Member; key?: string; reason?: string } = {},
    ) =>
      requestRefund(
        db,
        jobs,
        {
          order,
          amount,
          reason: 'broken',
          restock: false,
          member: support,
          via: 'test',
          key: crypto.randomUUID(),
          ...options,
        },
        now,
      ),
    approve: (refund: string, member: Member) => approveRefund(db, jobs, { refund, member, via: 'test' }, now),
    reject: (refund: string, member: Member) =>
      rejectRefund(db, jobs, { refund, member, reason: 'no', via: 'test' }, now),
    submit: (order: string, refund: string, payment: string, at = now) =>
      submitRefundPart(db, jobs, gateway, { order, refund, payment }, at),
    counters: (order: string) =>
      db
        .selectFrom('orders')
        .select(['captured', 'refund_reserved', 'refunded'])
        .where('number', '=', order)
        .executeTakeFirstOrThrow(),
    paidBack: () => db.selectFrom('sandbox_gateway_refunds').select(['key', 'amount']).orderBy('key').execute(),
  }
}
