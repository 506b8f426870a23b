import { type Member, may } from '../../shop/access/member.ts'
import { orderCard } from '../../shop/orders/card.ts'
import type { Answer, Call } from '../operation.ts'
import { orderCardMessage } from '../views/order.ts'
import type { OrderRights } from '../views/order-actions.ts'

/** What a member may do about orders, for the buttons of a card. */
export const orderRights = (member: Member): OrderRights => ({
  refund: may(member, 'refund.request'),
  process: may(member, 'order.process'),
  ship: may(member, 'order.ship'),
  report: may(member, 'order.process') || may(member, 'support.answer'),
})

/** The card of an order as it is now. */
export async function cardOf({ services, member, reader }: Call, number: string): Promise<Answer> {
  const card = await orderCard(services.db, member, number)
  return card.ok ? { show: orderCardMessage(card.value, orderRights(member), reader) } : card
}
