import { scopeOf } from '../../shop/access/member.ts'
import { ordersMentioned } from '../../shop/orders/mentioned.ts'
import { refuse } from '../../shop/result.ts'
import { buttons, section } from '../blocks.ts'
import type { Operation } from '../operation.ts'
import { refundForm } from './refund.ts'

/** Of one message. A row of Slack takes as many buttons. */
const MOST_ORDERS = 5

/** A refund of the order that a message names; where it names several, which one is asked. */
export const ofMessage: Operation = {
  id: 'refund.of_message',
  permission: 'refund.request',
  async run(call) {
    const { services, member, argument, reader } = call
    const orders = await ordersMentioned(services.db, argument, scopeOf(member, 'refund.request'), MOST_ORDERS)
    const [only, ...others] = orders
    if (!only) return refuse('order.none_in_message', {})
    if (others.length === 0) return refundForm.run({ ...call, argument: only })
    const text = reader.say('refund.which_order')
    const choices = orders.map((number) => ({ label: number, operation: refundForm.id, argument: number }))
    return { show: { text, blocks: [section(text), buttons(...choices)] } }
  },
}
