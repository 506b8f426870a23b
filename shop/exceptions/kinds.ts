/** What somebody can do about an exception, beside seeing to it by hand. Words and forms: bot/views/exceptions.ts. */
export type Suggestion = 'ship' | 'track' | 'ask_customer' | 'hold' | 'cancel' | 'refund'

/** Every kind of exception with what is suggested, the likeliest first. Words: `exception.kind.KIND`. */
export const exceptionKinds = {
  late_shipment: ['ship', 'ask_customer', 'cancel', 'refund'],
  overdue_delivery: ['track', 'ask_customer', 'refund'],
  address_problem: ['ask_customer', 'hold', 'cancel'],
  short_stock: ['ask_customer', 'hold', 'cancel'],
  suspected_fraud: ['hold', 'ask_customer', 'cancel'],
} as const satisfies Record<string, readonly Suggestion[]>

export type ExceptionKind = keyof typeof exceptionKinds

export const isExceptionKind = (text: string): text is ExceptionKind => Object.hasOwn(exceptionKinds, text)
