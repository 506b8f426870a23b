import { type Member, may } from '../../shop/access/member.ts'
import type { OrderRights } from '../views/order-actions.ts'

/** What someone may do about the orders that they see. */
export const rightsOf = (member: Member): OrderRights => ({
  refund: may(member, 'refund.request'),
  cancel: may(member, 'order.process'),
  ship: may(member, 'order.ship'),
})
