import type { Db, Trx } from '../../db/tables/index.ts'
import { may } from '../access/member.ts'
import { membersWho } from '../access/members.ts'
import type { Jobs } from '../jobs.ts'
import { type Refusal, refuse } from '../result.ts'
import { findPerson } from '../team/person.ts'
import { type Asked, changeConversation } from './change.ts'
import type { Conversation } from './conversation.ts'

const isOver = ({ state, id }: Conversation): Refusal | null =>
  state === 'resolved' ? refuse('support.resolved', { id: String(id) }) : null

/**
 * Makes a conversation that nobody has one's own. Refuses one that is over, one's own, somebody else's (whoever leads assigns
 * it, of which its owner learns), and one that only seniors answer.
 */
export const claim = (db: Db, jobs: Jobs, asked: Asked, now: Temporal.Instant) =>
  changeConversation(
    ...[db, jobs, asked, 'support.answer' as const],
    (conversation) => {
      const { member } = asked
      const { owner, level, id } = conversation
      const over = isOver(conversation)
      if (over) return over
      if (owner === member.id) return refuse('support.yours', { id: String(id) })
      if (owner !== null) return refuse('support.taken', { id: String(id), member: owner })
      if (level === 'senior' && !may(member, 'support.lead')) return refuse('support.senior_only', { id: String(id) })
      return { event: 'claimed', set: { owner: member.id } }
    },
    now,
  )

/** Who could answer a conversation: seniors where only they may. */
export async function answerers(db: Db, level: string, now: Temporal.Instant): Promise<string[]> {
  const all = (await membersWho(db, 'support.answer', now)).map(({ id }) => id)
  if (level !== 'senior') return all
  const leads = new Set((await membersWho(db, 'support.lead', now)).map(({ id }) => id))
  return all.filter((id) => leads.has(id))
}

/** The person meant, where they may answer the conversation. */
async function answerer(trx: Trx, { level }: Conversation, person: string, now: Temporal.Instant) {
  const found = await findPerson(trx, person)
  if (!found.ok) return found
  const { id } = found.value
  return (await answerers(trx, level, now)).includes(id) ? found : refuse('support.cannot_answer', { member: id })
}

type Handing = Asked & { person: string; reason: string }

/**
 * Gives a conversation to somebody: whoever leads assigns any, its owner transfers their own. The thread mentions the new
 * owner with the reason. Refuses a person who may not answer it, its owner, and one that is over.
 */
export const handOver = (db: Db, jobs: Jobs, asked: Handing, now: Temporal.Instant) =>
  changeConversation(
    ...[db, jobs, asked, null],
    async (conversation, trx) => {
      const { owner, id } = conversation
      const over = isOver(conversation)
      if (over) return over
      if (owner !== asked.member.id && !may(asked.member, 'support.lead'))
        return refuse('support.not_yours', { id: String(id) })
      const person = await answerer(trx, conversation, asked.person, now)
      if (!person.ok) return person
      const to = person.value.id
      if (to === owner) return refuse('support.has_it', { id: String(id), member: to })
      return {
        event: owner === asked.member.id ? 'transferred' : 'assigned',
        set: { owner: to },
        entry: { text: asked.reason || null, data: { from: owner, to } },
        posted: true,
      }
    },
    now,
  )

/** Leaves a conversation to the seniors, who are mentioned. Refuses one that is theirs already, and one that is over. */
export const escalate = (db: Db, jobs: Jobs, asked: Asked & { reason: string }, now: Temporal.Instant) =>
  changeConversation(
    ...[db, jobs, asked, null],
    (conversation) => {
      const { owner, level, id } = conversation
      const over = isOver(conversation)
      if (over) return over
      if (owner !== null && owner !== asked.member.id && !may(asked.member, 'support.lead'))
        return refuse('support.not_yours', { id: String(id) })
      if (level === 'senior') return refuse('support.escalated', { id: String(id) })
      return {
        event: 'escalated',
        set: { level: 'senior', owner: null, escalated_at: now },
        entry: { text: asked.reason || null, data: { from: owner } },
        posted: true,
      }
    },
    now,
  )
