import { listConversations, openConversation } from '../../shop/support/list.ts'
import { addRoute, listRoutes, removeRoute } from '../../shop/support/routes.ts'
import type { Command, Operation } from '../operation.ts'
import { paged } from '../paging.ts'
import { conversationMessage, supportRights } from '../views/conversation.ts'
import { routeModal } from '../views/support-forms.ts'
import { mineMessage, queueMessage, routeList } from '../views/support-lists.ts'
import { cannedOperations, cannedWords } from './support-canned.ts'
import { worked } from './support-card.ts'
import { trainOperations, trainWords } from './support-train.ts'
import { workOperations, workWords } from './support-work.ts'
import { atField } from './team-person.ts'

const PAGE = 10

/** What waits for the one who asks, or for anybody. */
const mine: Operation = {
  id: 'support.mine',
  ...worked,
  reads: true,
  usage: 'usage.support.mine',
  async run({ services, member, reader }) {
    const own = await listConversations(services.db, member, 'mine', { size: PAGE })
    if (!own.ok) return own
    const unclaimed = await listConversations(services.db, member, 'unclaimed', { size: PAGE })
    return unclaimed.ok ? { show: mineMessage(own.value, unclaimed.value, reader) } : unclaimed
  },
}

const queue: Operation = {
  id: 'support.queue',
  ...worked,
  reads: true,
  usage: 'usage.support.queue',
  async run({ services, member, argument, reader }) {
    const { cursor } = paged(argument)
    const page = await listConversations(services.db, member, 'open', { size: PAGE, cursor })
    return page.ok ? { show: queueMessage(page.value, reader) } : page
  },
}

const show: Operation = {
  id: 'support.show',
  ...worked,
  reads: true,
  usage: 'usage.support.show',
  async run(call) {
    const { services, member, argument, reader } = call
    if (!argument) return mine.run(call)
    const card = await openConversation(services.db, member, argument)
    return card.ok ? { show: conversationMessage(card.value, supportRights(member), reader) } : card
  },
}

const routes: Operation = {
  id: 'support.routes',
  permission: 'support.lead',
  reads: true,
  usage: 'usage.support.routes',
  async run({ services, member, reader }) {
    const found = await listRoutes(services.db, member)
    return found.ok ? { show: routeList(found.value, reader) } : found
  },
}

const routeNew: Operation = {
  id: 'support.route_new',
  permission: 'support.lead',
  run: async ({ reader }) => ({ open: routeModal(reader) }),
}

const routeSave: Operation = {
  id: 'support.route_save',
  permission: 'support.lead',
  async run(call) {
    const { services, member, fields: texts, via, reader, now } = call
    const made = await addRoute(services.db, { texts, member, via }, now)
    if (made.ok) return { show: routeList(made.value, reader) }
    const long = { 'support.route_long': String(made.values.field) }
    return atField(made, { ...long, 'support.route_nowhere': 'channel', support: 'topic', '': 'merchant' }, call)
  },
}

const routeRemove: Operation = {
  id: 'support.route_remove',
  permission: 'support.lead',
  needs: true,
  async run({ services, member, argument: route, via, reader, now }) {
    const left = await removeRoute(services.db, { route, member, via }, now)
    return left.ok ? { show: routeList(left.value, reader) } : left
  },
}

export const support: Command = {
  name: 'support',
  words: { '': mine, queue, show, ...workWords, ...cannedWords, routes, ...trainWords },
  otherwise: show,
}
export const supportOperations = [
  ...[mine, queue, show, routes, routeNew, routeSave, routeRemove],
  ...[...workOperations, ...cannedOperations, ...trainOperations],
]
