import { locales, t } from '../i18n/index.ts'
import { nearest } from '../nearest.ts'
import { ok, type Refusal, type Result, refuse } from '../result.ts'

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

/** What a status is called in any language, and by its code. */
const statusNames = new Map(
  orderStatuses.flatMap((status) =>
    [status, ...locales.map((locale) => t(locale, `order.status.${status}`).replaceAll(' ', '_'))].map(
      (name) => [name, status] as const,
    ),
  ),
)

/** The status that a person named; refuses with the nearest one. */
export function statusNamed(text: string): Result<OrderStatus> {
  const status = statusNames.get(text.toLowerCase())
  if (status) return ok(status)
  // What was meant is near in the same script.
  const inHan = (name: string) => /\p{sc=Han}/u.test(name)
  const names = [...statusNames.keys()].filter((name) => inHan(name) === inHan(text))
  const close = nearest(text, names)[0] ?? ''
  return refuse('order.status_unknown', { text, nearest: close, all: orderStatuses })
}

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
