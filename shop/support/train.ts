import type { Selectable } from 'kysely'
import type { Db, Tables } from '../../db/tables/index.ts'
import { denied, type Member } from '../access/member.ts'
import { audit } from '../audit.ts'
import type { Jobs } from '../jobs.ts'
import { drawMessage } from '../messages.ts'
import { type Page, type PageRequest, pageByPosition } from '../pages.ts'
import { ok, type Result, refuse } from '../result.ts'
import { transact } from '../transact.ts'
import { type Asked, deniedSupport } from './change.ts'
import { type Conversation, conversationRows, findConversation, toConversation } from './conversation.ts'
import { whyNotText } from './text.ts'

export type Remark = Selectable<Tables['conversation_remarks']>

type Remarking = Asked & { text: string; kind: 'example' | 'supervisor' }

/**
 * Says something about a conversation: why it is an example, which makes it one, or what its agent should know, who is told.
 * For those who lead. Refuses an empty or a long text, and a note on a conversation that nobody had.
 */
export const remark = (db: Db, jobs: Jobs, asked: Remarking, now: Temporal.Instant): Promise<Result<Conversation>> =>
  transact(db, async (trx) => {
    const { member, kind, via, conversation } = asked
    const missing = denied(member, 'support.lead')
    if (missing) return missing
    const found = await findConversation(trx, conversation)
    if (!found.ok) return found
    const text = asked.text.trim()
    const unfit = whyNotText(text)
    if (unfit) return unfit
    const { id, owner } = found.value
    if (kind === 'supervisor' && owner === null) return refuse('support.nobody', { id: String(id) })
    const row = await trx
      .insertInto('conversation_remarks')
      .values({ conversation_id: id, kind, member_id: member.id, text, at: now })
      .returning('id')
      .executeTakeFirstOrThrow()
    if (kind === 'supervisor' && owner !== null && owner !== member.id)
      await drawMessage(trx, jobs, { kind: 'support.remark', subject: String(row.id), channel: owner })
    await audit(trx, { member: member.id, action: `support.${kind}`, subject: String(id), after: { text }, via }, now)
    return found
  })

/** Takes a conversation off the examples. Refuses one that is none. */
export const forgetExample = (db: Db, asked: Asked, now: Temporal.Instant): Promise<Result<Conversation>> =>
  transact(db, async (trx) => {
    const { member, via, conversation } = asked
    const missing = denied(member, 'support.lead')
    if (missing) return missing
    const found = await findConversation(trx, conversation)
    if (!found.ok) return found
    const { id } = found.value
    const gone = await trx
      .deleteFrom('conversation_remarks')
      .where('conversation_id', '=', id)
      .where('kind', '=', 'example')
      .returning('text')
      .execute()
    if (gone.length === 0) return refuse('support.no_example', { id: String(id) })
    await audit(trx, { member: member.id, action: 'support.no_example', subject: String(id), before: gone, via }, now)
    return found
  })

/** An example with what was said of it. */
export interface Example {
  readonly conversation: Conversation
  readonly comments: readonly Remark[]
}

/** Examples, of one topic where it is named, the newest first; and the topics that there are. */
export async function listExamples(
  db: Db,
  member: Member,
  topic: string,
  request: PageRequest,
): Promise<Result<{ page: Page<Example>; topics: string[] }>> {
  const missing = deniedSupport(member)
  if (missing) return missing
  const examples = db.selectFrom('conversation_remarks').select('conversation_id').where('kind', '=', 'example')
  const page = await pageByPosition(request, (limit, offset) =>
    conversationRows(db)
      .where('conversations.id', 'in', examples)
      .$if(topic !== '', (query) => query.where('topic', '=', topic))
      .orderBy('conversations.id', 'desc')
      .limit(limit)
      .offset(offset)
      .execute(),
  )
  const remarks = await db
    .selectFrom('conversation_remarks')
    .selectAll()
    .where('kind', '=', 'example')
    .where('conversation_id', 'in', [0n, ...page.rows.map(({ id }) => id)])
    .orderBy('id')
    .execute()
  const topics = await db
    .selectFrom('conversations')
    .select('topic')
    .distinct()
    .where('id', 'in', examples)
    .where('topic', 'is not', null)
    .orderBy('topic')
    .limit(20)
    .execute()
  const rows = page.rows.map(toConversation).map((conversation) => ({
    conversation,
    comments: remarks.filter(({ conversation_id: of }) => of === conversation.id),
  }))
  return ok({ page: { ...page, rows }, topics: topics.map(({ topic }) => topic ?? '') })
}

/** A remark with the conversation that it is about; null where there is none. */
export async function remarkOf(db: Db, id: string): Promise<(Remark & { conversation: Conversation }) | null> {
  const row = await db.selectFrom('conversation_remarks').selectAll().where('id', '=', BigInt(id)).executeTakeFirst()
  if (!row) return null
  const found = await findConversation(db, String(row.conversation_id))
  return found.ok ? { ...row, conversation: found.value } : null
}
