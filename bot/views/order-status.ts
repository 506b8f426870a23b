import type { OrderStatus } from '../../shop/orders/status.ts'
import type { Reader } from '../reader.ts'

const marks: Record<OrderStatus, string> = {
  pending_payment: '⏳',
  paid: '💰',
  processing: '📋',
  shipped: '🚚',
  delivered: '📬',
  completed: '✅',
  cancelled: '✖️',
}

/** A status with its mark. */
export const statusText = (status: OrderStatus, reader: Reader): string =>
  `${marks[status]} ${reader.say(`order.status.${status}`)}`
