import { z } from 'zod'
import { currency, id, instant, money, text } from '../../intake/fields.ts'
import { customerKey } from '../../intake/kind.ts'
import type { CallbackKind } from '../kind.ts'

const subject = ({ customer }: { customer: string }) => customerKey(customer)

const issued = z.object({ customer: id, coupon: text(64), promotion: text(64), expires_at: instant.optional() })

/** A customer has a coupon of their own. */
export const couponIssued: CallbackKind<z.infer<typeof issued>> = {
  type: 'coupon.issued',
  about: 'A customer was given a coupon of their own.',
  schema: issued,
  example: {
    ...{ customer: 'c-7', coupon: 'K7QF-9M2P-XW4T', promotion: 'HELLO30' },
    expires_at: '2026-04-09T01:30:00Z',
  },
  subject,
}

const scarce = z.object({ customer: id, sku: text(64), available: z.int().min(0) })

/** Something that a customer saved is nearly gone. */
export const favouriteLowStock: CallbackKind<z.infer<typeof scarce>> = {
  type: 'favourite.low_stock',
  about: 'Something that a customer saved is running out.',
  schema: scarce,
  example: { customer: 'c-7', sku: 'TEA-101', available: 3 },
  subject,
}

const cheaper = z.object({ customer: id, sku: text(64), price: money, previous: money, currency })

/** Something that a customer saved costs less. */
export const favouritePriceDropped: CallbackKind<z.infer<typeof cheaper>> = {
  type: 'favourite.price_dropped',
  about: 'Something that a customer saved costs less than before.',
  schema: cheaper,
  example: { customer: 'c-7', sku: 'TEA-101', price: '79.00', previous: '88.00', currency: 'CNY' },
  subject,
}
