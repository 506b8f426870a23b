import { may } from '../../shop/access/member.ts'
import type { Result } from '../../shop/result.ts'
import { refuse } from '../../shop/result.ts'
import { approveReturn, cancelReturn, receiveReturn, refuseReturn } from '../../shop/returns/decide.ts'
import { type ReturnDetails, returnCard } from '../../shop/returns/find.ts'
import { toReturn } from '../../shop/returns/form.ts'
import { inspectReturn } from '../../shop/returns/inspect.ts'
import { listReturns } from '../../shop/returns/list.ts'
import { requestReturn } from '../../shop/returns/request.ts'
import { canBecome } from '../../shop/returns/state.ts'
import { parseReturnNumber, type ReturnState } from '../../shop/returns/states.ts'
import type { Modal } from '../blocks.ts'
import type { Answer, Call, Operation } from '../operation.ts'
import { paged } from '../paging.ts'
import { approveReturnModal, endReturnModal, inspectModal, newReturnModal } from '../views/return-forms.ts'
import { returnList, returnMessage } from '../views/returns.ts'
import { atLine, piecesOf } from './order-pieces.ts'
import { atField } from './team-person.ts'

const PAGE = 10

const shown = (done: Result<ReturnDetails>, { member, reader }: Call): Answer =>
  done.ok ? { show: returnMessage(done.value, may(member, 'order.process'), reader) } : done

/** `[state | all | order]`: what waits, the longest first. */
const returns: Operation = {
  id: 'order.returns',
  permission: 'order.view',
  reads: true,
  usage: 'usage.order.returns',
  async run({ services, member, argument, reader }) {
    const { text, cursor } = paged(argument)
    const page = await listReturns(services.db, member, text, { size: PAGE, cursor })
    return page.ok ? { show: returnList(page.value, text, reader) } : page
  },
}

/** `NUMBER-RT1` shows one; the number of an order opens the form that asks for one. */
const one: Operation = {
  id: 'order.return',
  permission: 'order.view',
  needs: true,
  usage: 'usage.order.return',
  async run(call) {
    const { services, member, argument, reader } = call
    if (parseReturnNumber(argument)) return shown(await returnCard(services.db, member, argument), call)
    const open = await toReturn(services.db, member, argument)
    return open.ok ? { open: newReturnModal(open.value, reader) } : open
  },
}

const ask: Operation = {
  id: 'order.return_new',
  permission: 'refund.request',
  async run(call) {
    const { services, member, argument: order, fields: filled, id, via, now } = call
    const wanted = filled.wanted?.trim() || null
    const lines = piecesOf(filled).map((line) => ({ ...line, wanted }))
    const kind = wanted ? ('exchange' as const) : ('return' as const)
    const asked = { order, id: `slack:${id}`, kind, lines, reason: filled.reason ?? '', member, via }
    const done = await requestReturn(services.db, services.jobs, asked, now)
    if (done.ok) return shown(done, call)
    const fields = { 'stock.unknown_sku': 'wanted', 'return.reason_needed': 'reason' }
    return atField(done, { ...atLine(done), ...fields }, call)
  },
}

/** A step that a form asks something for: it opens where the return can go there. */
function withForm(
  what: 'approve' | 'refuse' | 'inspect' | 'cancel',
  to: ReturnState,
  modal: (details: ReturnDetails, call: Call) => Modal,
  step: (call: Call) => Promise<Result<ReturnDetails>>,
): Operation[] {
  return [
    {
      id: `order.return_${what}`,
      permission: 'order.process',
      async run(call) {
        const details = await returnCard(call.services.db, call.member, call.argument)
        if (!details.ok) return details
        const { number, state } = details.value.asked
        if (!canBecome({ state }, to)) return refuse('return.wrong_state', { number, state })
        return { open: modal(details.value, call) }
      },
    },
    {
      id: `order.return_${what}_save`,
      permission: 'order.process',
      run: async (call) => shown(await step(call), call),
    },
  ]
}

const stepOf = ({ argument, member, via }: Call) => ({ return: argument, member, via })

const approve = withForm(
  'approve',
  'approved',
  (details, { settings, reader }) => {
    const [days, instructions] = [settings['return.send_within_days'], settings['return.instructions']]
    return approveReturnModal(details, { days, instructions }, reader)
  },
  (call) => {
    const instructions = call.fields.instructions ?? null
    return approveReturn(call.services.db, call.services.jobs, { ...stepOf(call), instructions }, call.now)
  },
)

const [refusing, cancelling] = (
  [
    ['refuse', 'refused', refuseReturn],
    ['cancel', 'cancelled', cancelReturn],
  ] as const
).map(([what, to, step]) =>
  withForm(
    what,
    to,
    (details, { reader }) => endReturnModal(what, details, reader),
    (call) =>
      step(call.services.db, call.services.jobs, { ...stepOf(call), reason: call.fields.reason ?? '' }, call.now),
  ),
)

const receive: Operation = {
  id: 'order.return_receive',
  permission: 'order.process',
  async run(call) {
    return shown(await receiveReturn(call.services.db, call.services.jobs, stepOf(call), call.now), call)
  },
}

const inspect = withForm(
  'inspect',
  'accepted',
  (details, { reader }) => inspectModal(details, reader),
  (call) => {
    const lines = piecesOf(call.fields).map(({ line, quantity }) => ({
      ...{ line, accepted: quantity, writeOff: call.fields[`fate_${line}`] === 'write_off' },
    }))
    const found = { ...stepOf(call), lines, reason: call.fields.reason ?? null }
    return inspectReturn(call.services.db, call.services.jobs, found, call.now)
  },
)

export const returnWords = { returns, return: one }
export const returnOperations = [
  ...[returns, one, ask, receive],
  ...[approve, refusing ?? [], cancelling ?? [], inspect].flat(),
]
