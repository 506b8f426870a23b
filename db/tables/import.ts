import { bigint, int, text } from '../columns.ts'

/**
 * Discounts as imported files state them: those of line 0 on the whole order, the others on a line. An order line's own
 * `discount` holds its share of both, from which a later file could not tell them apart.
 */
export const imported_discounts = { order_number: text, line: int, amount: bigint }
