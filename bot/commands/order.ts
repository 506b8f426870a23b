import { may } from '../../shop/access/member.ts'
import { lookUpOrders } from '../../shop/orders/list.ts'
import type { Command, Operation } from '../operation.ts'
import { paged } from '../paging.ts'
import { orderCardMessage, orderList } from '../views/order.ts'

const PAGE = 10

/** One order, or those that fit. */
export const show: Operation = {
  id: 'order.show',
  permission: 'order.view',
  reads: true,
  usage: 'usage.order.show',
  async run({ services, settings, member, argument, reader, now }) {
    const { text, cursor } = paged(argument)
    const found = await lookUpOrders(services.db, settings, member, text, { size: PAGE, cursor }, now)
    if (!found.ok) return found
    if ('card' in found.value)
      return { show: orderCardMessage(found.value.card, may(member, 'refund.request'), reader) }
    return { show: orderList(found.value.matches, text, reader) }
  },
}

export const order: Command = { name: 'order', words: {}, otherwise: show }
export const orderOperations = [show]
