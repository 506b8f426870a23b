/** By which payments and parts of refunds are told apart that an exchange carried from one order to another. */
export const EXCHANGE = 'exchange'

/** The key of the refund that sets aside what an exchange carries over. */
export const carriedKey = (request: string) => `${EXCHANGE}:${request}`

/** Whether a refund sets aside what an exchange carries over: it reaches no provider. */
export const isCarried = ({ request_key: key }: { request_key: string | null }): boolean =>
  key?.startsWith(carriedKey('')) ?? false
