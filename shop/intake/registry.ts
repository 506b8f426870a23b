import type { EventKind } from './kind.ts'
import { refundRequested } from './kinds/after-sales.ts'
import { productUpserted } from './kinds/catalogue.ts'
import { customerRegistered, favouriteAdded, favouriteRemoved, reviewPosted } from './kinds/customers.ts'
import { orderCancelRequested, orderPlaced, orderReceived } from './kinds/orders.ts'
import { orderPaid, paymentFailed } from './kinds/payments.ts'
import { exchangeRequested, returnRequested } from './kinds/returns.ts'
import { shipmentTracked, shipmentUpdated } from './kinds/shipments.ts'
import { customerMessageSent, customerRated } from './kinds/support.ts'

/** Every kind of event that a storefront can tell. */
export const eventKinds = [
  productUpserted,
  orderPlaced,
  orderPaid,
  paymentFailed,
  orderCancelRequested,
  shipmentUpdated,
  shipmentTracked,
  orderReceived,
  refundRequested,
  reviewPosted,
  favouriteAdded,
  favouriteRemoved,
  customerRegistered,
  returnRequested,
  exchangeRequested,
  customerMessageSent,
  customerRated,
] as readonly EventKind[]

export const eventKind = (type: string): EventKind | undefined => eventKinds.find((kind) => kind.type === type)
