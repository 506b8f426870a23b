import type { Permission } from '../../shop/access/permissions.ts'
import { currencyDigits } from '../../shop/money.ts'
import {
  answerRefundInfo,
  approveRefund,
  askRefundInfo,
  type RefundStep,
  rejectRefund,
  withdrawRefund,
} from '../../shop/refunds/decide.ts'
import { type RefundDetails, refundCard } from '../../shop/refunds/details.ts'
import { pendingRefunds } from '../../shop/refunds/pending.ts'
import { previewRefund, requestRefund } from '../../shop/refunds/request.ts'
import { retryRefund } from '../../shop/refunds/retry.ts'
import { parseRefundNumber } from '../../shop/refunds/state.ts'
import type { Result } from '../../shop/result.ts'
import { firstWord } from '../first-word.ts'
import type { Answer, Call, Command, Operation } from '../operation.ts'
import { paged } from '../paging.ts'
import { refusalText } from '../slack/render.ts'
import { refundLine, refundMessage } from '../views/refund.ts'
import { refundModal, refundTextModal } from '../views/refund-form.ts'
import { pendingList } from '../views/refund-waiting.ts'

const shown = (done: Result<RefundDetails>, { reader }: Call): Answer =>
  done.ok ? { show: refundMessage(done.value, reader) } : done

/** After a decision: one line where the posted prompt tells the rest, the card where someone typed a command. */
function decided(done: Result<RefundDetails>, call: Call): Answer {
  const typed = call.via.startsWith('/') || call.replaces
  return done.ok && !typed ? { show: refundLine(done.value, call.reader) } : shown(done, call)
}

const show: Operation = {
  id: 'refund.show',
  permission: 'order.view',
  reads: true,
  async run(call) {
    const { services, settings, member, argument, now } = call
    return shown(await refundCard(services.db, settings, member, argument, now), call)
  },
}

/**
 * An amount is a first word with a sign, a currency's symbol, or a digit of any script at its begin, also after the name
 * of a currency. What looks like one is taken as one and refused where it cannot be read: it never becomes the reason of
 * a refund of everything.
 */
function amountAndReason(text: string): { amount: string | null; reason: string } {
  const [, amount = null, reason = text] =
    /^((?:rmb|[a-z]{3})?\s*[\p{Sc}+-]*\s*[.,]?\p{N}\S*|\p{Sc}\S*)\s*([\s\S]*)$/iu.exec(text) ?? []
  const [, code] = /^([a-z]{3})/i.exec(amount ?? '') ?? []
  const named = code === undefined || /rmb/i.test(code) || currencyDigits(code.toUpperCase()) !== null
  return named ? { amount, reason } : { amount: null, reason: text }
}

/** `ORDER [amount] [reason]` opens the form with a dry run; the number of a refund shows that refund. */
export const refundForm: Operation = {
  id: 'refund.form',
  permission: 'refund.request',
  usage: 'usage.refund.form',
  async run(call) {
    const { services, settings, member, argument, reader, now } = call
    const [order, rest] = firstWord(argument)
    if (!order) return pending.run(call)
    if (parseRefundNumber(order)) return show.run({ ...call, argument: order })
    const { amount, reason } = amountAndReason(rest)
    const preview = await previewRefund(services.db, settings, { order, amount, member }, now)
    return preview.ok ? { open: refundModal(preview.value, { reason, restock: true }, reader) } : preview
  },
}

/** Draws the form anew with what is written in it. */
const preview: Operation = {
  id: 'refund.preview',
  permission: 'refund.request',
  async run({ services, settings, member, argument: order, fields, reader, now }) {
    const { amount = '', reason = '', restock } = fields
    const asked = { amount, reason, restock: restock === 'yes' }
    const planned = await previewRefund(services.db, settings, { order, amount, member }, now)
    if (planned.ok) return { update: refundModal(planned.value, asked, reader) }
    const whole = await previewRefund(services.db, settings, { order, member }, now)
    return whole.ok ? { update: refundModal(whole.value, asked, reader, refusalText(planned, reader)) } : planned
  },
}

const request: Operation = {
  id: 'refund.request',
  permission: 'refund.request',
  async run(call) {
    const { services, member, argument: order, fields, id: key, via, now } = call
    const { amount = null, reason = '', restock } = fields
    const asked = { order, amount, member, reason, restock: restock === 'yes', key, via }
    return decided(await requestRefund(services.db, services.jobs, asked, now), call)
  },
}

const pending: Operation = {
  id: 'refund.pending',
  permission: 'order.view',
  reads: true,
  usage: 'usage.refund.pending',
  async run({ services, settings, member, argument, reader, now }) {
    const { cursor } = paged(argument)
    const page = await pendingRefunds(services.db, settings, member, { size: 10, cursor }, now)
    return page.ok ? { show: pendingList(page.value, reader) } : page
  },
}

type Step = (call: Call, step: RefundStep, text: string) => Promise<Result<RefundDetails>>

/** `NUMBER [text]`: does something about a refund at once. */
const at = (id: string, permission: Permission, usage: Operation['usage'], step: Step): Operation => ({
  id,
  permission,
  needs: true,
  usage,
  async run(call) {
    const [refund, text] = firstWord(call.argument)
    return decided(await step(call, { refund, member: call.member, via: call.via }, text), call)
  },
})

const approve = at('refund.approve', 'refund.approve', 'usage.refund.approve', ({ services, now }, step) =>
  approveRefund(services.db, services.jobs, step, now),
)
const withdraw = at('refund.withdraw', 'refund.request', 'usage.refund.withdraw', ({ services, now }, step, reason) =>
  withdrawRefund(services.db, services.jobs, { ...step, reason: reason || null }, now),
)
const retry = at('refund.retry', 'refund.approve', 'usage.refund.retry', ({ services, now }, step) =>
  retryRefund(services.db, services.jobs, step, now),
)

/** Something about a refund that needs a text: in the same line, or in a form where the line has none. */
function withText(
  what: 'reject' | 'ask' | 'answer',
  permission: Permission,
  usage: Operation['usage'],
  step: Step,
): [Operation, Operation] {
  const save: Operation = {
    id: `refund.${what}_save`,
    permission,
    async run(call) {
      const done = await step(
        call,
        { refund: call.argument, member: call.member, via: call.via },
        call.fields.text ?? '',
      )
      return decided(done, call)
    },
  }
  const direct = at(`refund.${what}`, permission, usage, step)
  const open: Operation = {
    ...direct,
    async run(call) {
      const [number, text] = firstWord(call.argument)
      if (text) return direct.run(call)
      const { services, settings, member, reader, now } = call
      const card = await refundCard(services.db, settings, member, number, now)
      return card.ok ? { open: refundTextModal(what, card.value, reader) } : card
    },
  }
  return [open, save]
}

const [reject, rejectSave] = withText(
  'reject',
  'refund.approve',
  'usage.refund.reject',
  ({ services, now }, step, reason) => rejectRefund(services.db, services.jobs, { ...step, reason }, now),
)
const [ask, askSave] = withText('ask', 'refund.approve', 'usage.refund.ask', ({ services, now }, step, question) =>
  askRefundInfo(services.db, services.jobs, { ...step, question }, now),
)
const [answer, answerSave] = withText(
  'answer',
  'refund.request',
  'usage.refund.answer',
  ({ services, now }, step, text) => answerRefundInfo(services.db, services.jobs, { ...step, answer: text }, now),
)

export const refund: Command = {
  name: 'refund',
  words: { pending, approve, reject, ask, answer, withdraw, retry, show },
  otherwise: refundForm,
}
export const refundOperations = [
  refundForm,
  preview,
  request,
  show,
  pending,
  approve,
  reject,
  rejectSave,
  ask,
  askSave,
  answer,
  answerSave,
  withdraw,
  retry,
]
