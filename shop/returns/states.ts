/** Every state that a return or an exchange can be in. Words: `return.state.STATE`. */
export const returnStates = ['requested', 'approved', 'received', 'accepted', 'refused', 'lapsed', 'cancelled'] as const
export type ReturnState = (typeof returnStates)[number]

/** What a return may become next. Of a received one that is `refused` no piece was accepted. */
export const returnTransitions: Record<ReturnState, readonly ReturnState[]> = {
  requested: ['approved', 'refused', 'cancelled'],
  approved: ['received', 'lapsed', 'cancelled'],
  received: ['accepted', 'refused'],
  accepted: [],
  refused: [],
  lapsed: [],
  cancelled: [],
}

/** States in which somebody has to go on. */
export const openReturnStates = returnStates.filter((state) => returnTransitions[state].length > 0)

/** As people name a return: 1042-RT1. */
export const returnNumber = ({ order_number, seq }: { order_number: string; seq: number }) => `${order_number}-RT${seq}`

/** The order and the place in it of a number such as 1042-RT1, in any case; null where it is none. */
export function parseReturnNumber(text: string): { order: string; seq: number } | null {
  const [, order, seq] = /^#?(.+)-RT(\d{1,6})$/i.exec(text.trim()) ?? []
  return order && seq ? { order, seq: Number(seq) } : null
}

/**
 * What a return has come to be. An exchange is a return for money once its order is cancelled while its goods are awaited, or
 * since not all of them were good: what was carried over to that order has gone back.
 */
export const kindNow = ({ kind, state, exchange_order, credit }: KindColumns): 'return' | 'exchange' =>
  kind === 'return' ||
  (exchange_order !== null && credit === null && ['approved', 'received', 'accepted'].includes(state))
    ? 'return'
    : 'exchange'

interface KindColumns {
  kind: string
  state: string
  exchange_order: string | null
  credit: bigint | null
}
