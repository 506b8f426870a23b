import { bigint, instant, text } from '../columns.ts'

/** What the sandbox's payment provider has paid back. Only the provider itself reads and writes it. */
export const sandbox_gateway_refunds = {
  key: text,
  amount: bigint,
  currency: text,
  at: instant,
  reference: text,
}
