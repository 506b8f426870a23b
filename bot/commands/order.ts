import { lookUpOrders } from '../../shop/orders/list.ts'
import { cancelAndRefund, previewCancel } from '../../shop/refunds/cancel-order.ts'
import { firstWord } from '../first-word.ts'
import type { Command, Operation } from '../operation.ts'
import { paged } from '../paging.ts'
import { orderCardMessage, orderList } from '../views/order.ts'
import { cancelledMessage, cancelModal } from '../views/order-cancel.ts'
import { returnOperations, returnWords } from './order-returns.ts'
import { rightsOf } from './order-rights.ts'
import { shippingOperations, shippingWords } from './order-shipping.ts'

const PAGE = 10

/** One order, or those that fit. */
export const show: Operation = {
  id: 'order.show',
  permission: 'order.view',
  reads: true,
  usage: 'usage.order.show',
  async run({ services, settings, member, argument, reader, now }) {
    const { text, cursor } = paged(argument)
    const found = await lookUpOrders(services.db, settings, member, text, { size: PAGE, cursor }, now)
    if (!found.ok) return found
    if ('card' in found.value) return { show: orderCardMessage(found.value.card, rightsOf(member), reader) }
    return { show: orderList(found.value.matches, text, reader) }
  },
}

/** `NUMBER [reason]` asks whether to cancel it, with what that does. */
const cancel: Operation = {
  id: 'order.cancel',
  permission: 'order.process',
  needs: true,
  usage: 'usage.order.cancel',
  async run({ services, settings, member, argument, reader, now }) {
    const [number, reason] = firstWord(argument)
    const preview = await previewCancel(services.db, settings, { order: number, member }, now)
    return preview.ok ? { open: cancelModal(preview.value, reason, reader) } : preview
  },
}

const cancelSave: Operation = {
  id: 'order.cancel_save',
  permission: 'order.process',
  async run({ services, member, argument, fields, via, reader, now }) {
    const asked = { order: argument, member, reason: fields.reason?.trim() || null, via }
    const cancelled = await cancelAndRefund(services.db, services.jobs, asked, now)
    return cancelled.ok ? { show: cancelledMessage(cancelled.value, reader) } : cancelled
  },
}

export const order: Command = { name: 'order', words: { ...shippingWords, ...returnWords, cancel }, otherwise: show }
export const orderOperations = [show, ...shippingOperations, ...returnOperations, cancel, cancelSave]
