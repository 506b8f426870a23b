import type { EventKind } from './kind.ts'
import { refundRequested } from './kinds/after-sales.ts'
import { productUpserted } from './kinds/catalogue.ts'
import { customerRegistered, favouriteAdded, favouriteRemoved, reviewPosted } from './kinds/customers.ts'
import { orderCancelRequested, orderPlaced, orderReceived } from './kinds/orders.ts'
import { orderPaid, paymentFailed } from './kinds/payments.ts'
import { shipmentUpdated } from './kinds/shipments.ts'

/** Every kind of event that a storefront can tell. */
export const eventKinds = [
  productUpserted,
  orderPlaced,
  orderPaid,
  paymentFailed,
  orderCancelRequested,
  shipmentUpdated,
  orderReceived,
  refundRequested,
  reviewPosted,
  favouriteAdded,
  favouriteRemoved,
  customerRegistered,
] as readonly EventKind[]

export const eventKind = (type: string): EventKind | undefined => eventKinds.find((kind) => kind.type === type)
