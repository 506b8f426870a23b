import { bigint, defaulted, instant, int, nullable, text } from '../columns.ts'

/** What customers write. `id` is the storefront's; `seq` is ours. */
export const customer_messages = {
  seq: defaulted(bigint),
  customer_id: text,
  id: text,
  order_number: nullable(text),
  text,
  at: instant,
}

/** How content customers are, from 1 to 5: the latest word of each rating. */
export const customer_ratings = {
  seq: defaulted(bigint),
  customer_id: text,
  id: text,
  order_number: nullable(text),
  score: int,
  comment: nullable(text),
  at: instant,
}
