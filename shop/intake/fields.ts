import { z } from 'zod'
import { isGuest } from '../customers.ts'
import { currencyDigits } from '../money.ts'

/** What no database stores: NUL, and halves of characters. */
const storable = (text: string) => !text.includes('\0') && text.isWellFormed()

export const text = (most: number) => z.string().trim().min(1).max(most).refine(storable)
export const id = text(128)
export const orderNumber = z
  .string()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]{0,63}$/u)
  .describe('order number: letters, digits, `.`, `_` and `-`, up to 64')
export const currency = z
  .string()
  .length(3)
  .refine((code) => currencyDigits(code) !== null, 'an ISO 4217 code in capitals')
  .describe('currency, ISO 4217')
/** Money as a decimal string, never a number: `"120.50"`. How many decimals fit depends on the currency. */
export const money = z
  .string()
  .regex(/^\d{1,12}(\.\d{1,4})?$/)
  .describe('money')
/** An exchange rate, one unit of the order's currency in units of the shop's: `"7.1234"`. */
export const rate = z
  .string()
  .regex(/^(?=.*[1-9])\d{1,9}(\.\d{1,12})?$/)
  .describe('one unit of the currency in units of the shop’s, as a decimal string; the shop’s own where absent')
export const quantity = z.int().min(1).max(100_000)
/** An instant in ISO 8601 with its offset, from 1973 on: reports go no further back. */
export const instant = z.iso
  .datetime({ offset: true })
  .refine((at) => at >= '1973')
  .describe('instant')

export const customer = z.object({
  id: id.refine((id) => !isGuest(id), 'an id that begins with `guest:` is nobody’s'),
  name: text(200).optional(),
  email: text(320).optional(),
  phone: text(40).optional(),
  locale: text(35).optional(),
  region: text(80).optional(),
})
