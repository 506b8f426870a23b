import type { Db, Trx } from '../../db/tables/index.ts'
import type { EntryData } from '../../db/tables/support.ts'
import { type Member, may } from '../access/member.ts'
import { audit } from '../audit.ts'
import { supportMessage } from '../callbacks/kinds/support.ts'
import { tellStorefront } from '../callbacks/tell.ts'
import type { Jobs } from '../jobs.ts'
import { ok, type Result, refuse } from '../result.ts'
import { transact } from '../transact.ts'
import { isVisible } from '../visible.ts'
import { type Asked, deniedSupport } from './change.ts'
import { type Conversation, lockConversation } from './conversation.ts'
import { keepEntry, postEntry, redrawCard, say } from './entry.ts'
import { ordersSeen } from './orders-of.ts'
import { type Place, slackSource } from './source.ts'
import { whyNotText } from './text.ts'

/** What somebody wrote in the thread of a conversation, as plain text. */
export interface Heard extends Place {
  conversation: string
  member: Member
  text: string
  thread: string
  /** How many files came with it: they stay in Slack. */
  files: number
}

/**
 * Takes what somebody wrote in a thread, once. The words of its owner go to the customer; everybody else's, those of an
 * owner who may not answer any more, and whatever is written after the end, stay a note.
 */
export async function hear(db: Db, jobs: Jobs, heard: Heard, now: Temporal.Instant): Promise<void> {
  const { conversation, member, text, thread, files, channel, ts } = heard
  const place = { channel, ts }
  await db.transaction().execute(async (trx) => {
    const found = await lockConversation(trx, conversation)
    if (!found.ok) throw new Error(`no conversation ${conversation}`)
    const { owner, state, id } = found.value
    const source = slackSource(place)
    const answers = owner === member.id && state !== 'resolved' && may(member, 'support.answer')
    const sent = answers && isVisible(text)
    const seq = sent
      ? await send(trx, jobs, found.value, { member, text, source }, now)
      : await keepEntry(trx, id, { at: now, kind: 'note', member: member.id, text, source })
    if (seq === null) return
    if (!sent) await jobs.add(trx, 'message.mark', { ...place, mark: 'memo' }, `${channel}/${ts}`)
    const told = { user: member.id, channel, thread, key: 'support.no_files' as const }
    if (answers && files > 0) await jobs.add(trx, 'message.whisper', told, `${channel}/${ts}`)
  })
}

interface Answer {
  member: Member
  text: string
  source: readonly string[]
  data?: EntryData
}

/** Sends an answer to the customer and gives its number; null where it was sent before. */
async function send(
  trx: Trx,
  jobs: Jobs,
  conversation: Conversation,
  { member, text, source, data }: Answer,
  now: Temporal.Instant,
): Promise<bigint | null> {
  const { id, customer_id: customer, order_number: order, first_answer_at: first } = conversation
  const seen = await ordersSeen(trx, customer)
  const entry = { at: now, kind: 'agent' as const, member: member.id, text, source, data: { ...data, seen } }
  const seq = await keepEntry(trx, id, entry)
  if (seq === null) return null
  await trx
    .updateTable('conversations')
    .set({
      ...{ state: 'open', snoozed_until: null, waiting_since: null, spoken_at: now },
      ...{ reminded_at: null, escalated_at: null },
      ...(first === null && { first_answer_at: now, first_answer_by: member.id }),
    })
    .where('id', '=', id)
    .execute()
  const told = { conversation: String(id), message: String(seq), customer, ...(order !== null && { order }) }
  await tellStorefront(trx, supportMessage, { ...told, agent: member.name, text }, now)
  if (conversation.waiting_since !== null || conversation.state !== 'open') await redrawCard(trx, jobs, id)
  return seq
}

type Writing = Asked & { text: string; key: string }

/** Sends the customer what the owner filled into a form. Refuses others, an empty or long text, and a conversation that is over. */
export const answerByForm = (db: Db, jobs: Jobs, asked: Writing & { canned: string }, now: Temporal.Instant) =>
  transact<Conversation>(db, async (trx) => {
    const ready = await written(trx, asked)
    if (!ready.ok) return ready
    const { conversation, text } = ready.value
    const { owner, id, state } = conversation
    if (state === 'resolved') return refuse('support.resolved', { id: String(id) })
    if (owner !== asked.member.id || !may(asked.member, 'support.answer'))
      return refuse('support.claim_first', { id: String(id) })
    const answer = {
      member: asked.member,
      text,
      source: ['form', asked.key],
      ...(asked.canned && { data: { canned: asked.canned } }),
    }
    const seq = await send(trx, jobs, conversation, answer, now)
    if (seq !== null) await postEntry(trx, jobs, conversation, seq)
    return ok(conversation)
  })

/** Keeps a note for the team, shown in the thread. Refuses an empty and a long one. */
export const addNote = (db: Db, jobs: Jobs, asked: Writing, now: Temporal.Instant) =>
  transact<Conversation>(db, async (trx) => {
    const ready = await written(trx, asked)
    if (!ready.ok) return ready
    const { conversation, text } = ready.value
    const note = { at: now, kind: 'note' as const, member: asked.member.id, text, source: ['form', asked.key] }
    const seq = await say(trx, jobs, conversation, note)
    const entry = { member: asked.member.id, action: 'support.noted', subject: String(conversation.id), via: asked.via }
    if (seq !== null) await audit(trx, { ...entry, after: { text } }, now)
    return ok(conversation)
  })

async function written(trx: Trx, asked: Writing): Promise<Result<{ conversation: Conversation; text: string }>> {
  const missing = deniedSupport(asked.member)
  if (missing) return missing
  const text = asked.text.trim()
  const unfit = whyNotText(text)
  if (unfit) return unfit
  const found = await lockConversation(trx, asked.conversation)
  return found.ok ? ok({ conversation: found.value, text }) : found
}

/**
 * What somebody changed or deleted in a thread after it was sent: the customer keeps what they got. Kept once, and told to
 * whoever wrote it. `delivery`: Slack's id of the event.
 */
export async function hearChange(
  db: Db,
  jobs: Jobs,
  { delivery, deleted, thread, ...place }: Place & { delivery: string; deleted: boolean; thread: string | null },
  now: Temporal.Instant,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const sent = await trx
      .selectFrom('conversation_entries')
      .selectAll()
      .where('source', '=', JSON.stringify(slackSource(place)))
      .where('kind', '=', 'agent')
      .executeTakeFirst()
    if (!sent?.member_id) return
    const event = deleted ? ('deleted' as const) : ('edited' as const)
    const entry = { at: now, kind: 'event' as const, event, member: sent.member_id, source: ['change', delivery] }
    const seq = await keepEntry(trx, sent.conversation_id, entry)
    if (seq === null) return
    const told = { user: sent.member_id, channel: place.channel, thread, key: `support.${event}_after` as const }
    await jobs.add(trx, 'message.whisper', told, `${place.channel}/${place.ts}`)
  })
}
