import { sql } from 'kysely'

/** By which payments and parts of refunds are told apart that an exchange carried from one order to another. */
export const EXCHANGE = 'exchange'

/** The key of the refund that sets aside what an exchange carries over. */
export const carriedKey = (request: string) => `${EXCHANGE}:${request}`

/** Whether a refund sets aside what an exchange carries over: it reaches no provider. */
export const isCarried = ({ request_key: key }: { request_key: string | null }): boolean =>
  key?.startsWith(carriedKey('')) ?? false

/** The order that a refund (of a query over `refunds`) is set against; null for one by which money goes back. */
export const carriedTo = sql<string | null>`(
  select returns.exchange_order from returns
  where returns.order_number = refunds.order_number and refunds.request_key = ${carriedKey('')} || returns.id)`
