import type { Permission } from '../../shop/access/permissions.ts'
import { approveChange, type ChangeStep, rejectChange, withdrawChange } from '../../shop/changes/decide.ts'
import { changeDetails, waitingAbout, waitingChanges } from '../../shop/changes/details.ts'
import { type ChangeKind, changeApprovals } from '../../shop/changes/policy.ts'
import { readMethods } from '../../shop/payments/methods.ts'
import { refuse } from '../../shop/result.ts'
import type { Message } from '../blocks.ts'
import { firstWord } from '../first-word.ts'
import type { Answer, Call, Operation } from '../operation.ts'
import { paged } from '../paging.ts'
import { changeMessage, rejectChangeModal, waitingChangeList, waitingRows } from '../views/change.ts'

const PAGE = 10

/** A change that waits, or what became of it, as its prompt shows it. */
export async function changeShown({ services, settings, member, reader, now }: Call, subject: string): Promise<Answer> {
  const [details, methods] = await Promise.all([
    changeDetails(services.db, settings, subject, now),
    readMethods(services.db),
  ])
  return details
    ? { show: changeMessage(details, { methods, settings }, member.id, reader) }
    : refuse('approval.unknown', { subject })
}

/** An answer about something, with the changes of it that wait. */
export async function withWaiting(call: Call, kind: ChangeKind, thing: string, show: Message): Promise<Answer> {
  const { services, settings, member, reader } = call
  const waiting = await waitingAbout(services.db, kind, thing)
  if (waiting.length === 0) return { show }
  const rows = waitingRows(waiting, { methods: await readMethods(services.db), settings }, member, reader)
  return { show: { text: show.text, blocks: [...show.blocks, ...rows] } }
}

type Command = 'team' | 'payments' | 'settings'

/** The operations by which changes of a kind are decided, under the command that makes them. */
export function changeOperations(command: Command, kind: ChangeKind, asking: Permission) {
  const { permission } = changeApprovals[kind]

  async function decide(call: Call, step: typeof approveChange, subject: string, reason: string): Promise<Answer> {
    const { services, member, via, now } = call
    const asked: ChangeStep = { kind, subject, member, reason: reason || null, via }
    const done = await step(services.db, services.jobs, asked, now)
    return done.ok ? changeShown(call, subject) : done
  }

  /** `C12 [reason]`: decides at once. */
  const at = (
    word: 'approve' | 'reject' | 'withdraw',
    needed: Permission | null,
    step: typeof approveChange,
  ): Operation => ({
    id: `${command}.${word}`,
    permission: needed,
    needs: true,
    usage: `usage.${command}.${word}`,
    run: (call) => decide(call, step, ...firstWord(call.argument)),
  })
  const approve = at('approve', permission, approveChange)
  // Who asked and has lost that right since may still take it back.
  const withdraw = { ...at('withdraw', null, withdrawChange), toldTo: asking }
  const atOnce = at('reject', permission, rejectChange)

  /** Without a reason a form asks for it, unless nothing is left for this person to decide. */
  const reject: Operation = {
    ...atOnce,
    async run(call) {
      const [subject, reason] = firstWord(call.argument)
      const { services, settings, member, reader, now } = call
      const details = await changeDetails(services.db, settings, subject, now)
      if (reason || details?.change.kind !== kind || !details.deciders.includes(member.id)) return atOnce.run(call)
      return { open: rejectChangeModal(details, { methods: await readMethods(services.db), settings }, reader) }
    },
  }
  const rejectSave: Operation = {
    id: `${command}.reject_save`,
    permission,
    run: (call) => decide(call, rejectChange, call.argument, call.fields.reason ?? ''),
  }
  const waiting: Operation = {
    id: `${command}.waiting`,
    permission,
    reads: true,
    usage: `usage.${command}.waiting`,
    async run({ services, settings, member, argument, reader }) {
      const page = await waitingChanges(services.db, kind, member, { size: PAGE, cursor: paged(argument).cursor })
      if (!page.ok) return page
      const known = { methods: await readMethods(services.db), settings }
      return { show: waitingChangeList(kind, page.value, known, member, reader) }
    },
  }
  return { words: { waiting, approve, reject, withdraw }, all: [waiting, approve, reject, rejectSave, withdraw] }
}
