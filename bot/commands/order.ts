import { orderBoard } from '../../shop/orders/board.ts'
import { lookUpOrders } from '../../shop/orders/list.ts'
import { cancelAndRefund, previewCancel } from '../../shop/refunds/cancel-order.ts'
import { firstWord } from '../first-word.ts'
import type { Command, Operation } from '../operation.ts'
import { paged } from '../paging.ts'
import { orderCardMessage, orderList } from '../views/order.ts'
import { boardMessage } from '../views/order-board.ts'
import { cancelledMessage, cancelModal } from '../views/order-cancel.ts'
import { orderRights } from './order-card.ts'
import { careOperations, careWords } from './order-care.ts'
import { exceptionOperations, exceptionWords } from './order-exceptions.ts'
import { returnOperations, returnWords } from './order-returns.ts'
import { ruleOperations, ruleWords } from './order-rules.ts'
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
    if ('card' in found.value) return { show: orderCardMessage(found.value.card, orderRights(member), reader) }
    const { matches } = found.value
    return { show: orderList(matches, text, reader), empty: matches.rows.length === 0 }
  },
}

/** Where orders stand, and for how long. */
const board: Operation = {
  id: 'order.board',
  permission: 'order.view',
  reads: true,
  usage: 'usage.order.board',
  async run({ services, settings, member, reader, now }) {
    const rows = await orderBoard(services.db, settings, member, now)
    return rows.ok ? { show: boardMessage(rows.value, reader) } : rows
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
  async run({ services, settings, member, argument, fields, via, reader, now }) {
    const [order, shown] = firstWord(argument)
    const reason = fields.reason?.trim() || null
    const asked = { order, shown: /^\d+$/.test(shown) ? BigInt(shown) : -1n, member, reason, via }
    const cancelled = await cancelAndRefund(services.db, services.jobs, asked, now)
    if (cancelled.ok) return { show: cancelledMessage(cancelled.value, reader) }
    const preview =
      cancelled.code === 'order.money_changed'
        ? await previewCancel(services.db, settings, { order, member }, now)
        : cancelled
    return preview.ok ? { update: cancelModal(preview.value, reason ?? '', reader, cancelled) } : preview
  },
}

export const order: Command = {
  name: 'order',
  words: { board, ...shippingWords, ...returnWords, cancel, ...careWords, ...exceptionWords, ...ruleWords },
  otherwise: show,
}
export const orderOperations = [
  show,
  board,
  ...shippingOperations,
  ...returnOperations,
  cancel,
  cancelSave,
  ...careOperations,
  ...exceptionOperations,
  ...ruleOperations,
]
