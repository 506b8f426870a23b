import { addNote } from '../../shop/support/answer.ts'
import { complain, usualDeadline } from '../../shop/support/complain.ts'
import { findConversation } from '../../shop/support/conversation.ts'
import { claim as claimConversation, escalate as escalateConversation, handOver } from '../../shop/support/own.ts'
import {
  snooze as putOff,
  reopen as reopenConversation,
  resolve as resolveConversation,
} from '../../shop/support/settle.ts'
import { personAndRest } from '../../shop/team/person.ts'
import type { Answer, Call, Operation } from '../operation.ts'
import { assignModal, complaintModal, snoozeModal, textModal } from '../views/support-forms.ts'
import { numberAndRest, opening, shown, worked } from './support-card.ts'
import { atField } from './team-person.ts'

/** Who asks, of which conversation. */
const asked = ({ argument, member, via }: Call) => ({ conversation: argument, member, via })

const claim: Operation = {
  id: 'support.claim',
  permission: 'support.answer',
  needs: true,
  usage: 'usage.support.claim',
  run: async (call) =>
    shown(await claimConversation(call.services.db, call.services.jobs, asked(call), call.now), call),
}

async function give(call: Call, person: string, reason: string): Promise<Answer> {
  const { db, jobs } = call.services
  return shown(await handOver(db, jobs, { ...asked(call), person, reason }, call.now), call)
}

/** `12 @person reason` gives it away at once. */
const assign: Operation = {
  ...opening(
    'assign',
    (conversation, { reader }) => assignModal(conversation, reader),
    (call, text) => {
      const { person, rest } = personAndRest(text)
      return give(call, person, rest)
    },
  ),
  ...worked,
  usage: 'usage.support.assign',
}

const assignSave: Operation = {
  id: 'support.assign_save',
  ...worked,
  async run(call) {
    const { person = '', reason = '' } = call.fields
    const answer = await give(call, person, reason)
    return 'code' in answer ? atField(answer, { 'team.person': 'person', support: 'person' }, call) : answer
  },
}

const escalate: Operation = {
  id: 'support.escalate',
  ...worked,
  needs: true,
  usage: 'usage.support.escalate',
  async run(call) {
    const { conversation, rest: reason } = numberAndRest(call.argument)
    const { db, jobs } = call.services
    return shown(await escalateConversation(db, jobs, { ...asked(call), conversation, reason }, call.now), call)
  },
}

async function snoozed(call: Call, hours: string): Promise<Answer> {
  return shown(await putOff(call.services.db, call.services.jobs, { ...asked(call), hours }, call.now), call)
}

/** `12 24` puts it off for 24 hours. */
const snooze: Operation = {
  ...opening('snooze', (conversation, { reader }) => snoozeModal(conversation, reader), snoozed),
  ...worked,
  usage: 'usage.support.snooze',
}

const snoozeSave: Operation = {
  id: 'support.snooze_save',
  ...worked,
  run: (call) => snoozed(call, call.fields.hours ?? ''),
}

async function resolved(call: Call, outcome: string): Promise<Answer> {
  const { db, jobs } = call.services
  return shown(await resolveConversation(db, jobs, { ...asked(call), outcome }, call.now), call)
}

/** A complaint asks how it came out, unless that is said: `12 outcome`. */
const resolve: Operation = {
  id: 'support.resolve',
  ...worked,
  needs: true,
  usage: 'usage.support.resolve',
  async run(call) {
    const { conversation, rest } = numberAndRest(call.argument)
    const found = await findConversation(call.services.db, conversation)
    if (!found.ok) return found
    const asks = found.value.kind === 'complaint' && found.value.state !== 'resolved' && rest === ''
    if (!asks) return resolved({ ...call, argument: conversation }, rest)
    const { reader } = call
    const form = { title: reader.say('support.resolve_title'), label: reader.say('support.outcome_field') }
    return { open: textModal(found.value, { ...form, operation: 'support.resolve_save' }, reader) }
  },
}

const resolveSave: Operation = {
  id: 'support.resolve_save',
  ...worked,
  run: (call) => resolved(call, call.fields.text ?? ''),
}

const reopen: Operation = {
  id: 'support.reopen',
  ...worked,
  needs: true,
  usage: 'usage.support.reopen',
  run: async (call) =>
    shown(await reopenConversation(call.services.db, call.services.jobs, asked(call), call.now), call),
}

async function noted(call: Call, text: string): Promise<Answer> {
  const { services, id: key, now } = call
  return shown(await addNote(services.db, services.jobs, { ...asked(call), text, key }, now), call)
}

/** `12 text` keeps it at once. */
const note: Operation = {
  ...opening(
    'note',
    (conversation, { reader }) => {
      const form = { title: reader.say('support.note_title'), label: reader.say('support.text_field') }
      return textModal(conversation, { ...form, operation: 'support.note_save' }, reader)
    },
    noted,
  ),
  ...worked,
  usage: 'usage.support.note',
}

const noteSave: Operation = {
  id: 'support.note_save',
  ...worked,
  run: (call) => noted(call, call.fields.text ?? ''),
}

const complaint: Operation = {
  ...opening('complaint', (conversation, { settings, reader, now }) => {
    const zone = settings['shop.timezone']
    const kept = conversation.deadline?.subtract({ seconds: 1 }).toZonedDateTimeISO(zone).toPlainDate()
    const day = kept ? String(kept) : usualDeadline(settings['support.complaint_days'], zone, now)
    return complaintModal(conversation, day, reader)
  }),
  ...worked,
  usage: 'usage.support.complaint',
}

const complaintSave: Operation = {
  id: 'support.complaint_save',
  ...worked,
  async run(call) {
    const { severity = '', day = '', reason = '' } = call.fields
    const { db, jobs } = call.services
    const done = await complain(db, jobs, { ...asked(call), severity, day, reason }, call.now)
    return done.ok ? shown(done, call) : atField(done, { 'support.severity': 'severity', 'support.day': 'day' }, call)
  },
}

export const workWords = { claim, assign, transfer: assign, escalate, snooze, resolve, reopen, note, complaint }
export const workOperations = [
  ...[claim, assign, assignSave, escalate, snooze, snoozeSave, resolve, resolveSave, reopen],
  ...[note, noteSave, complaint, complaintSave],
]
