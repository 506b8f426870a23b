import { assigneeOf } from '../../shop/orders/assign.ts'
import { goodsToShip } from '../../shop/orders/senders.ts'
import { assignedMessage, shipReminderMessage } from '../views/order-care.ts'
import type { Renderer } from './renderer.ts'

/** For the one whose order it has become. One that comes late is left out where it is theirs no more. */
export const orderAssignedPost: Renderer = async ({ db }, subject, reader, _, member) => {
  const [number = ''] = subject.split(' ')
  const late = (await assigneeOf(db, number)) !== member?.id
  return { ...assignedMessage(number, reader), waits: false, late }
}

/** That goods have to leave soon; later, that they have. */
export const shipReminderPost: Renderer = async ({ db }, subject, reader) => {
  const goods = await goodsToShip(db, subject)
  return goods && { ...shipReminderMessage(goods, reader), waits: goods.open, late: !goods.open }
}
