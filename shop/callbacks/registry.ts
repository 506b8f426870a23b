import type { CallbackKind } from './kind.ts'
import { couponIssued, favouriteLowStock, favouritePriceDropped } from './kinds/customers.ts'
import { paymentCaptured, paymentDue, refundStatusChanged } from './kinds/money.ts'
import {
  customerAsked,
  orderDelayed,
  orderPlacedTold,
  orderStatusChanged,
  shipmentUpdatedTold,
} from './kinds/orders.ts'
import { returnStatusChanged } from './kinds/returns.ts'
import { ratingAsked, supportMessage } from './kinds/support.ts'

/** Every kind of callback that a storefront can be told by. */
export const callbackKinds = [
  orderPlacedTold,
  orderStatusChanged,
  orderDelayed,
  customerAsked,
  paymentCaptured,
  paymentDue,
  shipmentUpdatedTold,
  refundStatusChanged,
  returnStatusChanged,
  couponIssued,
  favouriteLowStock,
  favouritePriceDropped,
  supportMessage,
  ratingAsked,
] as readonly CallbackKind[]
