import type { JobData } from '../shop/jobs.ts'
import { hear, hearChange } from '../shop/support/answer.ts'
import type { Services } from './operation.ts'
import { mentioned, plainText } from './plain-text.ts'
import { readerOf } from './reader.ts'
import type { Changed, Listener } from './said.ts'
import { sessionOf } from './session.ts'
import { refusedWith } from './slack/errors.ts'

/** The conversation in whose thread something stands; null where it is another thread. */
async function conversationOf({ db, slack }: Services, channel: string, thread: string): Promise<string | null> {
  const cards = db.selectFrom('messages').where('kind', '=', 'support.card').where('posted_in', '=', channel)
  const card = await cards
    .select('subject')
    .where('ts', '=', thread)
    .where('workspace', '=', slack.team)
    .executeTakeFirst()
  if (card) return card.subject
  // A card whose post was not recorded yet may be the one: Slack tells it again.
  const tried = await cards
    .select('key')
    .where('ts', 'is', null)
    .where('attempted_at', 'is not', null)
    .executeTakeFirst()
  if (tried) throw new Error(`${tried.key} is being posted: whose thread ${thread} is will be known then`)
  return null
}

/** Takes what is written in the thread of a conversation: an answer of its owner, a note of anybody else. */
export const hearAnswers: Listener = async (services, { user, channel, ts, thread, text, files }, now) => {
  if (thread === null) return
  const conversation = await conversationOf(services, channel, thread)
  if (conversation === null) return
  const { member } = await sessionOf(services, user, null, now)
  const people = mentioned(text)
  const named =
    people.length > 0
      ? await services.db.selectFrom('members').select(['id', 'name']).where('id', 'in', people).execute()
      : []
  const plain = plainText(text, new Map(named.map(({ id, name }) => [id, name])))
  await hear(
    services.db,
    services.jobs,
    { conversation, member, text: plain, channel, ts, thread, files: files.length },
    now,
  )
}

/** An answer that was edited or deleted after it was sent. */
export const hearChanges = ({ db, jobs }: Services, changed: Changed, now: Temporal.Instant): Promise<void> =>
  hearChange(db, jobs, changed, now)

/** Puts a mark on what somebody wrote; done before, or where it is gone, there is nothing to do. */
export async function putMark({ slack }: Services, { channel, ts, mark }: JobData['message.mark']): Promise<void> {
  await slack.posts.reactions.add({ channel, timestamp: ts, name: mark }).catch((error: unknown) => {
    if (!refusedWith(error, 'already_reacted', 'message_not_found', 'channel_not_found', 'is_archived')) throw error
  })
}

/** Says something to one person where they wrote, in their language. */
export async function whisper(
  services: Services,
  { user, channel, thread, key }: JobData['message.whisper'],
  now: Temporal.Instant,
): Promise<void> {
  const { member } = await services.sessions.look(user, now)
  const text = readerOf(member.locale, member.timezone, services.prefix).say(key)
  const said = { channel, user, text }
  await services.slack.posts.chat
    .postEphemeral(thread ? { ...said, thread_ts: thread } : said)
    .catch((error: unknown) => {
      if (!refusedWith(error, 'user_not_in_channel', 'channel_not_found', 'is_archived')) throw error
    })
}
