import { findConversation } from '../../shop/support/conversation.ts'
import { entryOf } from '../../shop/support/entry.ts'
import { conversationCard } from '../../shop/support/list.ts'
import { answerers } from '../../shop/support/own.ts'
import { remarkOf } from '../../shop/support/train.ts'
import { conversationMessage, everyRight } from '../views/conversation.ts'
import { entryMessage } from '../views/conversation-entry.ts'
import { remarkMessage } from '../views/support-replay.ts'
import type { Renderer } from './renderer.ts'

/** The conversation as it stands, in whose thread it is held. */
export const supportCard: Renderer = async ({ db }, id, reader) => {
  const card = await conversationCard(db, id)
  if (!card.ok) return null
  return { ...conversationMessage(card.value, everyRight, reader), waits: card.value.conversation.state !== 'resolved' }
}

/** Whom a call for the seniors mentions at most. */
const MOST_CALLED = 5

/** What was said or done, in the thread. It stands as it was posted. */
export const supportEntry: Renderer = async ({ db }, seq, reader, now) => {
  const entry = await entryOf(db, seq)
  const found = entry && (await findConversation(db, String(entry.conversation_id)))
  if (!entry || !found?.ok) return null
  const calls = entry.event === 'escalated' || entry.event === 'overdue' || entry.event === 'deadline_missed'
  const seniors = calls ? (await answerers(db, 'senior', now)).slice(0, MOST_CALLED) : []
  return { ...entryMessage(entry, found.value, seniors, reader), waits: found.value.state !== 'resolved' }
}

/** What a supervisor has to say, for the agent. */
export const supportRemark: Renderer = async ({ db }, id, reader) => {
  const remark = await remarkOf(db, id)
  return remark && { ...remarkMessage(remark, reader), waits: false }
}
