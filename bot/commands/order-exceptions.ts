import { scopeOf } from '../../shop/access/member.ts'
import { askCustomer } from '../../shop/exceptions/ask-customer.ts'
import { exceptionNamed, type OrderException } from '../../shop/exceptions/exception.ts'
import { answerLate } from '../../shop/exceptions/late.ts'
import { reportException } from '../../shop/exceptions/open.ts'
import { exceptionQueue, exceptionShown, lateQueue } from '../../shop/exceptions/queue.ts'
import { claimException, closeException } from '../../shop/exceptions/settle.ts'
import { orderCard } from '../../shop/orders/card.ts'
import type { Result } from '../../shop/result.ts'
import { firstWord } from '../first-word.ts'
import type { Answer, Call, Operation } from '../operation.ts'
import { paged } from '../paging.ts'
import { lateList, lateMessage, lateModal, questionModal, reportModal, resolveModal } from '../views/exception-forms.ts'
import { exceptionList, exceptionMessage } from '../views/exceptions.ts'
import { cardOf } from './order-card.ts'
import { atField } from './team-person.ts'

const PAGE = 10
const mayReport = { permission: 'order.process', orPermission: 'support.answer' } as const

const shown = (done: Result<OrderException>, { reader }: Call): Answer =>
  done.ok ? { show: exceptionMessage(done.value, reader) } : done

/** What is wrong with orders, of all kinds or of one. */
const exceptions: Operation = {
  id: 'order.exceptions',
  permission: 'order.process',
  reads: true,
  usage: 'usage.order.exceptions',
  async run({ services, member, argument, reader }) {
    const { text: kind, cursor } = paged(argument)
    const page = await exceptionQueue(services.db, member, kind.trim().toLowerCase(), { size: PAGE, cursor })
    return page.ok ? { show: exceptionList(page.value, kind, reader) } : page
  },
}

const exception: Operation = {
  id: 'order.exception',
  permission: 'order.process',
  reads: true,
  needs: true,
  run: async (call) => shown(await exceptionShown(call.services.db, call.member, call.argument), call),
}

const claim: Operation = {
  id: 'order.exception_claim',
  permission: 'order.process',
  async run(call) {
    const { services, member, argument: ref, via, now } = call
    return shown(await claimException(services.db, services.jobs, { ref, member, via }, now), call)
  },
}

const resolve: Operation = {
  id: 'order.exception_resolve',
  permission: 'order.process',
  async run({ services, member, argument, reader }) {
    const found = await exceptionShown(services.db, member, argument)
    return found.ok ? { open: resolveModal(found.value, reader) } : found
  },
}

const closing = (id: string, outcome: 'resolved' | 'dismissed'): Operation => ({
  id,
  permission: 'order.process',
  async run(call) {
    const { services, member, argument: ref, fields, via, now } = call
    const asked = { ref, member, via, outcome, note: fields.note?.trim() || null }
    return shown(await closeException(services.db, services.jobs, asked, now), call)
  },
})
const resolveSave = closing('order.exception_resolve_save', 'resolved')
const dismiss = closing('order.exception_dismiss', 'dismissed')

/** `NUMBER kind what is wrong` tells of it; `NUMBER` opens the form. */
const problem: Operation = {
  ...mayReport,
  id: 'order.problem',
  needs: true,
  usage: 'usage.order.problem',
  async run(call) {
    const [order, rest] = firstWord(call.argument)
    const card = await orderCard(call.services.db, call.member, order)
    if (!card.ok) return card
    const [kind, note] = firstWord(rest)
    const { number } = card.value.order
    return kind ? reporting(call, number, kind.toLowerCase(), note) : { open: reportModal(number, call.reader) }
  },
}

const problemSave: Operation = {
  ...mayReport,
  id: 'order.problem_save',
  run: (call) => reporting(call, call.argument, call.fields.kind ?? '', call.fields.note ?? ''),
}

async function reporting(call: Call, order: string, kind: string, note: string): Promise<Answer> {
  const { services, member, via, now } = call
  const done = await reportException(services.db, services.jobs, { order, kind, note, member, via }, now)
  return done.ok ? shown(done, call) : atField(done, { 'exception.note': 'note' }, call)
}

/** `NUMBER question` has the customer asked; `NUMBER` opens the form. */
const ask: Operation = {
  id: 'order.ask_customer',
  permission: 'order.process',
  needs: true,
  usage: 'usage.order.ask',
  async run(call) {
    const [order, question] = firstWord(call.argument)
    if (question) return asking(call, order, question)
    const card = await orderCard(call.services.db, call.member, order)
    return card.ok ? { open: questionModal(card.value.order.number, call.reader) } : card
  },
}

const askSave: Operation = {
  id: 'order.ask_customer_save',
  permission: 'order.process',
  run: (call) => asking(call, call.argument, call.fields.question ?? ''),
}

async function asking(call: Call, order: string, question: string): Promise<Answer> {
  const { services, member, via, now } = call
  const done = await askCustomer(services.db, { order, member, via, question }, now)
  return done.ok ? cardOf(call, done.value) : done
}

/** Late orders that wait for their reason and new day; of one, the form. */
const late: Operation = {
  id: 'order.late',
  permission: 'order.ship',
  usage: 'usage.order.late',
  async run({ services, member, argument, reader }) {
    const { text: ref, cursor } = paged(argument)
    if (!ref) {
      const page = await lateQueue(services.db, member, { size: PAGE, cursor })
      return page.ok ? { show: lateList(page.value, reader) } : page
    }
    const found = await exceptionNamed(services.db, ref, scopeOf(member, 'order.ship'))
    return found.ok ? { open: lateModal(found.value, reader) } : found
  },
}

const lateSave: Operation = {
  id: 'order.late_save',
  permission: 'order.ship',
  async run(call) {
    const { services, member, argument: ref, fields, via, reader, now } = call
    const { reason = '', day = '' } = fields
    const done = await answerLate(services.db, services.jobs, { ref, reason, day, member, via }, now)
    return done.ok ? { show: lateMessage(done.value, reader) } : atField(done, { 'exception.day': 'day' }, call)
  },
}

export const exceptionWords = { exceptions, exception, problem, ask, late }
export const exceptionOperations = [
  ...[exceptions, exception, claim, resolve, resolveSave, dismiss],
  ...[problem, problemSave, ask, askSave, late, lateSave],
]
