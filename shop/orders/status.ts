import { type Refusal, refuse } from '../result.ts'

export const orderStatuses = [
  'pending_payment',
  'paid',
  'processing',
  'shipped',
  'delivered',
  'completed',
  'cancelled',
] as const
export type OrderStatus = (typeof orderStatuses)[number]

export const isOrderStatus = (text: string): text is OrderStatus => (orderStatuses as readonly string[]).includes(text)

/** What an order may become next. */
export const transitions: Record<OrderStatus, readonly OrderStatus[]> = {
  pending_payment: ['paid', 'cancelled'],
  paid: ['processing', 'cancelled'],
  processing: ['shipped', 'cancelled'],
  shipped: ['delivered'],
  delivered: ['completed'],
  completed: [],
  cancelled: [],
}

/** The refusal where an order cannot become `to` from where it is; null where it can. */
export function cannotBecome(order: { number: string; status: string }, to: OrderStatus): Refusal | null {
  const { number, status } = order
  const possible = isOrderStatus(status) && transitions[status].includes(to)
  return possible ? null : refuse('order.wrong_status', { number, status, to })
}
