import { assignOrder } from '../../shop/orders/assign.ts'
import { type OrderCard, orderCard } from '../../shop/orders/card.ts'
import { holdOrder, releaseOrder } from '../../shop/orders/hold.ts'
import { type Tagging, tagOrder } from '../../shop/orders/tags.ts'
import type { Result } from '../../shop/result.ts'
import type { Modal } from '../blocks.ts'
import { firstWord } from '../first-word.ts'
import type { Answer, Call, Operation } from '../operation.ts'
import type { Reader } from '../reader.ts'
import { assignModal, holdModal, tagModal } from '../views/order-care.ts'
import { cardOf } from './order-card.ts'
import { personMeant } from './team-person.ts'

const processOrders = { permission: 'order.process', needs: true } as const

/** Does something to the order that the argument begins with, and shows it. */
async function then(call: Call, done: Result<unknown>): Promise<Answer> {
  return done.ok ? cardOf(call, firstWord(call.argument)[0]) : done
}

async function opening(call: Call, order: string, draw: (card: OrderCard, reader: Reader) => Modal): Promise<Answer> {
  const card = await orderCard(call.services.db, call.member, order)
  return card.ok ? { open: draw(card.value, call.reader) } : card
}

/** `NUMBER vip, gift` adds tags; `NUMBER` opens the form with those there are. */
const tag: Operation = {
  ...processOrders,
  id: 'order.tag',
  usage: 'usage.order.tag',
  run(call) {
    const [order, tags] = firstWord(call.argument)
    return tags ? tagging(call, tags, 'add') : opening(call, order, tagModal)
  },
}

const untag: Operation = {
  ...processOrders,
  id: 'order.untag',
  usage: 'usage.order.untag',
  run: (call) => tagging(call, firstWord(call.argument)[1], 'remove'),
}

const tagSave: Operation = {
  id: 'order.tag_save',
  permission: 'order.process',
  run: (call) => tagging(call, call.fields.tags ?? '', 'set'),
}

async function tagging(call: Call, tags: string, how: Tagging): Promise<Answer> {
  const { services, member, argument, via, now } = call
  const [order] = firstWord(argument)
  return then(call, await tagOrder(services.db, { order, member, via, tags, how }, now))
}

/** `NUMBER reason` holds it; `NUMBER` asks for the reason. */
const hold: Operation = {
  ...processOrders,
  id: 'order.hold',
  usage: 'usage.order.hold',
  run(call) {
    const [order, reason] = firstWord(call.argument)
    return reason ? holding(call, reason) : opening(call, order, holdModal)
  },
}

const holdSave: Operation = {
  id: 'order.hold_save',
  permission: 'order.process',
  run: (call) => holding(call, call.fields.reason ?? ''),
}

async function holding(call: Call, reason: string): Promise<Answer> {
  const { services, member, argument, via, now } = call
  const [order] = firstWord(argument)
  return then(call, await holdOrder(services.db, { order, member, via, reason }, now))
}

const release: Operation = {
  ...processOrders,
  id: 'order.release',
  usage: 'usage.order.release',
  async run(call) {
    const { services, member, argument, via, now } = call
    return then(call, await releaseOrder(services.db, { order: firstWord(argument)[0], member, via }, now))
  },
}

/** `NUMBER @person` assigns it; `NUMBER` asks to whom. */
const assign: Operation = {
  ...processOrders,
  id: 'order.assign',
  usage: 'usage.order.assign',
  async run(call) {
    const [order, text] = firstWord(call.argument)
    if (!text) return opening(call, order, assignModal)
    const person = await personMeant(call, text)
    return person.ok ? assigning(call, person.value.id) : person
  },
}

const assignSave: Operation = {
  id: 'order.assign_save',
  permission: 'order.process',
  run: (call) => assigning(call, call.fields.person ?? null),
}

async function assigning(call: Call, to: string | null): Promise<Answer> {
  const { services, member, argument, via, now } = call
  const [order] = firstWord(argument)
  return then(call, await assignOrder(services.db, services.jobs, { order, member, via, to }, now))
}

export const careWords = { tag, untag, hold, release, assign }
export const careOperations = [tag, untag, tagSave, hold, holdSave, release, assign, assignSave]
