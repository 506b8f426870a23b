import { z } from 'zod'
import { may } from '../../shop/access/member.ts'
import { refuse } from '../../shop/result.ts'
import { answerByForm } from '../../shop/support/answer.ts'
import { fillIn, findCanned, listCanned, removeCanned, saveCanned } from '../../shop/support/canned.ts'
import { conversationNumber, findConversation } from '../../shop/support/conversation.ts'
import { carried } from '../carried.ts'
import type { Answer, Call, Operation } from '../operation.ts'
import { paged } from '../paging.ts'
import { customerName } from '../views/conversation.ts'
import { cannedModal, chooseCannedModal, sendModal } from '../views/support-forms.ts'
import { cannedList } from '../views/support-lists.ts'
import { shown, worked } from './support-card.ts'
import { atField } from './team-person.ts'

const PAGE = 10
/** As many as a select offers. */
const MOST_OFFERED = 100

/** Without a number the list of what is ready; `12` chooses an answer for that conversation. */
const canned: Operation = {
  id: 'support.canned',
  ...worked,
  usage: 'usage.support.canned',
  async run(call) {
    const { services, member, argument, reader } = call
    const { text, cursor } = paged(argument)
    const { db } = services
    if (conversationNumber(text) === null) return listed(call, cursor)
    const found = await findConversation(db, text)
    if (!found.ok) return found
    const ready = await listCanned(db, member, { size: MOST_OFFERED })
    if (!ready.ok) return ready
    if (found.value.owner !== member.id) return refuse('support.claim_first')
    return ready.value.rows.length > 0
      ? { open: chooseCannedModal(found.value, ready.value.rows, reader) }
      : refuse('support.no_canned')
  },
}

async function listed({ services, member, reader }: Call, cursor: string | null): Promise<Answer> {
  const page = await listCanned(services.db, member, { size: PAGE, cursor })
  return page.ok ? { show: cannedList(page.value, may(member, 'support.lead'), reader) } : page
}

/** The answer that was chosen, filled in, to be looked over and sent. */
const fill: Operation = {
  id: 'support.canned_fill',
  permission: 'support.answer',
  async run({ services, member, settings, argument, fields, reader }) {
    const found = await findConversation(services.db, argument)
    if (!found.ok) return found
    const chosen = await findCanned(services.db, fields.canned ?? '')
    if (!chosen.ok) return chosen
    const { name, text } = chosen.value
    const ready = fillIn(text, found.value, member.name, settings['shop.name'])
    return { update: sendModal(found.value, customerName(found.value), name, ready, reader) }
  },
}

/** What its form carries: the conversation, and the name of the answer. */
const filled = z.tuple([z.string(), z.string()])

const send: Operation = {
  id: 'support.canned_send',
  permission: 'support.answer',
  async run(call) {
    const { services, member, argument, fields, id: key, via, now } = call
    const read = carried(filled, argument)
    if (!read.ok) return read
    const [conversation, name] = read.value
    const asked = { conversation, member, via, key, text: fields.text ?? '', canned: name }
    return shown(await answerByForm(services.db, services.jobs, asked, now), call)
  },
}

const edit: Operation = {
  id: 'support.canned_edit',
  permission: 'support.lead',
  async run({ services, argument, reader }) {
    const known = argument ? await findCanned(services.db, argument) : null
    return known && !known.ok ? known : { open: cannedModal(known?.value ?? null, reader) }
  },
}

const save: Operation = {
  id: 'support.canned_save',
  permission: 'support.lead',
  async run(call) {
    const { services, member, argument, fields, via, now } = call
    const asked = { name: argument || (fields.name ?? ''), text: fields.text ?? '', member, via }
    const saved = await saveCanned(services.db, asked, now)
    return saved.ok ? listed(call, null) : atField(saved, { 'support.canned_name': 'name', support: 'text' }, call)
  },
}

const remove: Operation = {
  id: 'support.canned_remove',
  permission: 'support.lead',
  needs: true,
  async run(call) {
    const { services, member, argument: name, via, now } = call
    const gone = await removeCanned(services.db, { name, member, via }, now)
    return gone.ok ? listed(call, null) : gone
  },
}

export const cannedWords = { canned }
export const cannedOperations = [canned, fill, send, edit, save, remove]
