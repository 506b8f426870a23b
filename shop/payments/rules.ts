import { z } from 'zod'

/** Who takes a payment where no colleague does: the customer, in a storefront. */
export const STOREFRONT = 'storefront'

/** Minor units, kept as text: JSON has no bigint. */
const minor = z
  .string()
  .regex(/^\d{1,16}$/)
  .transform(BigInt)
/** What was a role when it was chosen: one that is gone later matches nobody. */
const roleList = z.array(z.string())
const count = z.int().positive().nullable()

/** Least and greatest amount of an order in one currency; null: no bound. */
export type Bounds = { least: bigint | null; most: bigint | null }

/** What holds for one payment method. Empty lists and null allow everything. */
export const rulesSchema = z.object({
  currencies: z.array(z.string()).default([]),
  amounts: z.record(z.string(), z.object({ least: minor.nullable(), most: minor.nullable() })).default({}),
  allowedRegions: z.array(z.string()).default([]),
  refusedRegions: z.array(z.string()).default([]),
  /** Uses that count are payments made or begun by it, of orders that are not cancelled. */
  perCustomer: count.default(null),
  perDay: count.default(null),
  perCustomerDay: count.default(null),
  configureRoles: roleList.default([]),
  takeRoles: roleList.default([]),
  refundRoles: roleList.default([]),
  /** Percent of the amount, and a fixed part by currency: what a payment costs, and who bears it. */
  feePercent: z.string().default('0'),
  feeFixed: z.record(z.string(), minor).default({}),
  feePayer: z.enum(['shop', 'customer']).default('shop'),
  /** By which refunds and exchanges settle what was paid by this one; null: by itself. */
  afterSales: z.string().nullable().default(null),
})

export type MethodRules = z.infer<typeof rulesSchema>

/** A way to pay. `names` null: a shipped one, whose name is in the catalogue (`payment.method.CODE`). */
export interface PaymentMethod {
  readonly code: string
  readonly names: { readonly en: string; readonly zh: string } | null
  readonly enabled: boolean
  readonly rules: MethodRules
  /** Differs after each change: what a form was drawn from. */
  readonly version: string
}

/** The methods as shipped, in the order in which they are listed; own ones follow by code. */
export const shipped: readonly { readonly code: string; readonly enabled: boolean }[] = [
  { code: 'alipay', enabled: true },
  { code: 'wechat_pay', enabled: true },
  { code: 'wallet', enabled: true },
  { code: 'bank_card', enabled: true },
  { code: 'stripe', enabled: false },
  { code: 'bank_transfer', enabled: false },
]
