import type { CallbackKind } from './kind.ts'
import { couponIssued, favouriteLowStock, favouritePriceDropped } from './kinds/customers.ts'
import { paymentCaptured, refundStatusChanged } from './kinds/money.ts'
import { orderPlacedTold, orderStatusChanged, shipmentUpdatedTold } from './kinds/orders.ts'
import { returnStatusChanged } from './kinds/returns.ts'

/** Every kind of callback that a storefront can be told by. */
export const callbackKinds = [
  orderPlacedTold,
  orderStatusChanged,
  paymentCaptured,
  shipmentUpdatedTold,
  refundStatusChanged,
  returnStatusChanged,
  couponIssued,
  favouriteLowStock,
  favouritePriceDropped,
] as readonly CallbackKind[]
