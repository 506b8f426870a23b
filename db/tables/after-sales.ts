import { instant, int, nullable, text } from '../columns.ts'

/** Goods that a customer wants to send back, for their money or (`exchange`) for others. `id` is the storefront's. */
export const returns = {
  order_number: text,
  id: text,
  kind: text,
  state: text,
  reason: text,
  requested_at: instant,
}

/** `wanted_sku`: what is wanted instead. */
export const return_lines = {
  order_number: text,
  return_id: text,
  line: int,
  quantity: int,
  wanted_sku: nullable(text),
}
