import type { Result } from '../../shop/result.ts'
import { deniedSupport } from '../../shop/support/change.ts'
import { type Conversation, findConversation } from '../../shop/support/conversation.ts'
import { conversationCard } from '../../shop/support/list.ts'
import type { Modal } from '../blocks.ts'
import { firstWord } from '../first-word.ts'
import type { Answer, Call, Operation } from '../operation.ts'
import { conversationMessage, supportRights } from '../views/conversation.ts'

/** Who works on conversations: those who answer, and those who lead. */
export const worked = { permission: 'support.answer', orPermission: 'support.lead' } as const

/** The conversation that something was done about, as it is now. */
export async function shown(done: Result<Conversation>, { services, member, reader }: Call): Promise<Answer> {
  if (!done.ok) return done
  const card = await conversationCard(services.db, String(done.value.id))
  return card.ok ? { show: conversationMessage(card.value, supportRights(member), reader) } : card
}

/** The number that an argument begins with, and what follows it. */
export function numberAndRest(argument: string): { conversation: string; rest: string } {
  const [conversation, rest] = firstWord(argument)
  return { conversation, rest: rest.trim() }
}

/** Opens a form about one conversation; with words behind its number `at once` does without. */
export const opening = (
  name: string,
  draw: (conversation: Conversation, call: Call) => Modal | Promise<Modal>,
  atOnce?: (call: Call, rest: string) => Promise<Answer>,
): Pick<Operation, 'needs' | 'run' | 'id'> => ({
  id: `support.${name}`,
  needs: true,
  async run(call) {
    const { conversation, rest } = numberAndRest(call.argument)
    if (rest && atOnce) return atOnce({ ...call, argument: conversation }, rest)
    const found = deniedSupport(call.member) ?? (await findConversation(call.services.db, conversation))
    return found.ok ? { open: await draw(found.value, call) } : found
  },
})
