import type { CallbackKind } from './kind.ts'
import { couponIssued, favouriteLowStock, favouritePriceDropped } from './kinds/customers.ts'
import { paymentCaptured, refundStatusChanged } from './kinds/money.ts'
import { orderPlacedTold, orderStatusChanged, shipmentUpdatedTold } from './kinds/orders.ts'
import { ratingAsked, supportMessage } from './kinds/support.ts'

/** Every kind of callback that a storefront can be told by. */
export const callbackKinds = [
  orderPlacedTold,
  orderStatusChanged,
  paymentCaptured,
  shipmentUpdatedTold,
  refundStatusChanged,
  couponIssued,
  favouriteLowStock,
  favouritePriceDropped,
  supportMessage,
  ratingAsked,
] as readonly CallbackKind[]
