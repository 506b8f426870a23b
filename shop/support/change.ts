import type { Updateable } from 'kysely'
import type { Db, Tables, Trx } from '../../db/tables/index.ts'
import { denied, type Member, may } from '../access/member.ts'
import type { Permission } from '../access/permissions.ts'
import { audit } from '../audit.ts'
import type { Jobs } from '../jobs.ts'
import type { Refusal, Result } from '../result.ts'
import { transact } from '../transact.ts'
import { type Conversation, lockConversation } from './conversation.ts'
import { type ConversationEvent, keepEntry, type NewEntry, redrawCard, say } from './entry.ts'

/** Who asks for what to be done with which conversation. */
export interface Asked {
  conversation: string
  member: Member
  via: string
}

/** What becomes of a conversation. `posted`: it is told in the thread, too, since others have to learn of it. */
interface Change {
  event: ConversationEvent
  set: Updateable<Tables['conversations']>
  entry?: Omit<NewEntry, 'at' | 'kind'>
  posted?: boolean
  after?(trx: Trx): Promise<unknown>
}

/** Who works on conversations: those who answer, and those who lead them. */
export const deniedSupport = (member: Member): Refusal | null =>
  may(member, 'support.lead') ? null : denied(member, 'support.answer')

/**
 * Does something with a conversation, once its state and the member's rights have been looked at under a lock: it is kept
 * among its entries, audited, and shown on its card. Gives the conversation as it was before.
 */
export function changeConversation(
  db: Db,
  jobs: Jobs,
  { conversation: text, member, via }: Asked,
  permission: Permission | null,
  decide: (conversation: Conversation, trx: Trx) => Promise<Change | Refusal> | Change | Refusal,
  now: Temporal.Instant,
): Promise<Result<Conversation>> {
  return transact(db, async (trx) => {
    const missing = permission ? denied(member, permission) : deniedSupport(member)
    if (missing) return missing
    const found = await lockConversation(trx, text)
    if (!found.ok) return found
    const change = await decide(found.value, trx)
    if ('code' in change) return change
    const { event, set, entry, posted = false, after } = change
    const { id } = found.value
    await trx.updateTable('conversations').set(set).where('id', '=', id).execute()
    const told: NewEntry = { at: now, kind: 'event', event, member: member.id, ...entry }
    await (posted ? say(trx, jobs, found.value, told) : keepEntry(trx, id, told))
    await after?.(trx)
    await audit(
      trx,
      {
        ...{ member: member.id, action: `support.${event}`, subject: String(id), via },
        ...{ before: stateOf(found.value), after: set, reason: entry?.text ?? null },
      },
      now,
    )
    await redrawCard(trx, jobs, id)
    return found
  })
}

const stateOf = ({ state, owner, level, kind }: Conversation) => ({ state, owner, level, kind })
