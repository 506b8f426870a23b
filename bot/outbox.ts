import { setTimeout as sleep } from 'node:timers/promises'
import type { Selectable, Updateable } from 'kysely'
import type { Tables } from '../db/tables/index.ts'
import { channelOf, isMember } from '../shop/messages.ts'
import { readSettings } from '../shop/settings/read.ts'
import { renderers } from './messages/index.ts'
import type { Drawn } from './messages/renderer.ts'
import type { Services } from './operation.ts'
import { channelReader, readerOf } from './reader.ts'
import { channelId, demandJoined, forgetChannels } from './slack/channels.ts'
import { refusalCode, refusedOutright, refusedWith, retryAfter } from './slack/errors.ts'
import { fileShared, shareFile, withImage } from './slack/files.ts'

type Row = Selectable<Tables['messages']>

const EVENT = 'backroom_message'

/** What Slack says where a message that stood there cannot be redrawn any more. */
const GONE = ['message_not_found', 'thread_not_found', 'invalid_thread_ts', 'channel_not_found', 'is_archived']

/** How far Slack's clock may be from ours. */
const SKEW_SECONDS = 600

/** The longest rate limit that is waited out with the job in hand; it is well within the job's own time. */
const PATIENCE_SECONDS = 60

/**
 * Posts a message, or redraws it where it stands, as the records are now. Delivered at least once, posted once: the
 * message carries its key, and after an attempt whose outcome is not known the channel is searched for it first.
 * Throws where Slack does not take it; the queue tries again.
 */
export async function deliverMessage(services: Services, key: string, now: Temporal.Instant): Promise<void> {
  for (let waited = 0; ; waited++) {
    try {
      return await deliver(services, key, now)
    } catch (error) {
      const seconds = retryAfter(error)
      if (seconds === null || seconds > PATIENCE_SECONDS || waited === 2) throw error
      await sleep(seconds * 1000)
    }
  }
}

/** One attempt. Begins with what is recorded of the attempts before it, so that it goes on where they ended. */
async function deliver(services: Services, key: string, now: Temporal.Instant): Promise<void> {
  const { db, slack } = services
  const row = await db.selectFrom('messages').selectAll().where('key', '=', key).executeTakeFirst()
  if (!row) throw new Error(`no message ${key}`)
  const settings = await readSettings(db)
  const member = isMember(row.channel) ? (await services.sessions.look(row.channel, now)).member : null
  const reader = member
    ? readerOf(member.locale, member.timezone, services.prefix)
    : channelReader(settings, row.channel, services.prefix)
  const drawn = await renderers[row.kind as keyof typeof renderers](services, row.subject, reader, now, member)
  // In a fresh workspace only what still waits is posted anew.
  const moved = row.ts !== null && row.workspace !== slack.team
  if (!drawn || (moved && !drawn.waits)) return
  const standing = moved ? null : row.ts
  if (drawn.late && !standing) return
  const thread = row.thread_of === null ? null : await placeOf(services, row.thread_of, now)
  // Nobody misses what belonged to a message that is gone and not posted anew.
  if (row.thread_of !== null && !thread) return
  try {
    const meant = () => thread?.channel ?? channelId(slack, channelOf(row.channel, settings))
    const { channel, ts } = standing
      ? { channel: row.posted_in ?? (await meant()), ts: standing }
      : await post(services, row, { channel: await meant(), thread: thread?.ts ?? null }, drawn, now)
    const fileId = drawn.chart ? await chartOf(services, row, channel, ts, drawn.chart) : null
    if (standing || fileId) await redraw(services, channel, ts, drawn, fileId)
  } catch (error) {
    // The message that it belongs to may have to be posted anew first.
    if (row.thread_of !== null && !standing && refusedWith(error, 'thread_not_found'))
      await deliver(services, row.thread_of, now)
    if (!standing || !refusedWith(error, ...GONE)) throw explained(services, row, error)
    // Somebody deleted it, or its channel. Nobody misses one that nobody has to act on.
    if (!drawn.waits) return
    await record(services, key, { ts: null, file_id: null, attempted_at: null, posted_in: null })
    await deliver(services, key, now)
  }
}

/** Where a kept message stands in this workspace, posted now where it is not there yet; null where it is not to be posted. */
async function placeOf(services: Services, key: string, now: Temporal.Instant): Promise<Place | null> {
  const look = async () => {
    const row = await services.db
      .selectFrom('messages')
      .select(['posted_in', 'ts', 'workspace'])
      .where('key', '=', key)
      .executeTakeFirst()
    const stands = row?.ts && row.posted_in && row.workspace === services.slack.team
    return stands ? { channel: row.posted_in ?? '', ts: row.ts ?? '' } : null
  }
  const place = await look()
  if (place) return place
  await deliver(services, key, now)
  return look()
}

interface Place {
  channel: string
  ts: string
}

async function record({ db }: Services, key: string, what: Updateable<Tables['messages']>): Promise<void> {
  await db.updateTable('messages').set(what).where('key', '=', key).execute()
}

/** A refusal that somebody in Slack has to mend says so; one about the channel has its id looked up again next time. */
function explained({ slack }: Services, { key, channel }: Row, error: unknown): unknown {
  const code = refusalCode(error)
  if (!code) return error
  if (code === 'channel_not_found' || code === 'is_archived') forgetChannels(slack)
  const mend = /channel|archived/.test(code)
    ? '; invite Backroom to the channel, or change the setting that names it'
    : ''
  return new Error(`Slack refuses the message ${key} for ${channel}: ${code}${mend}`, { cause: error })
}

async function post(services: Services, row: Row, to: Target, drawn: Drawn, now: Temporal.Instant): Promise<Place> {
  const { slack } = services
  const { key } = row
  // The setting may have changed since: an attempt whose outcome is not known is looked for where it was made.
  const tried = { ...to, channel: row.posted_in ?? to.channel }
  // What Slack refuses is nowhere: the next attempt may be made elsewhere.
  const forget = async (error: unknown) => {
    if (refusedOutright(error)) await record(services, key, { attempted_at: null, posted_in: null })
    throw error
  }
  // Else the words would stand there, and their picture be refused.
  if (drawn.chart) await demandJoined(slack, tried.channel)
  const found = row.attempted_at && (await findPosted(services, key, tried, row.attempted_at))
  if (!found) await record(services, key, { attempted_at: now, posted_in: to.channel })
  const place = found
    ? { channel: tried.channel, ts: found }
    : { channel: to.channel, ts: await send(services, key, to, drawn).catch(forget) }
  const elsewhere = row.workspace !== slack.team
  await record(services, key, {
    ...{ ts: place.ts, posted_in: place.channel, workspace: slack.team, posted_at: now },
    ...(elsewhere && { file_id: null }),
  })
  return place
}

/** A channel, or a thread in it. */
interface Target {
  channel: string
  thread: string | null
}

async function send(
  { slack }: Services,
  key: string,
  { channel, thread }: Target,
  { text, blocks }: Drawn,
): Promise<string> {
  const metadata = { event_type: EVENT, event_payload: { key } }
  const shown = { channel, text, blocks, metadata, unfurl_links: false }
  const { ts } = await slack.posts.chat.postMessage(thread ? { ...shown, thread_ts: thread } : shown)
  if (!ts) throw new Error('chat.postMessage gave no ts')
  return ts
}

async function findPosted(
  { slack }: Services,
  key: string,
  { channel, thread }: Target,
  since: Temporal.Instant,
): Promise<string | undefined> {
  const { conversations } = slack.posts
  let cursor: string | undefined
  do {
    const asked = {
      channel,
      include_all_metadata: true,
      oldest: String(since.epochMilliseconds / 1000 - SKEW_SECONDS),
      limit: 200,
      ...(cursor && { cursor }),
    }
    const read = thread ? conversations.replies({ ...asked, ts: thread }) : conversations.history(asked)
    const page = await read.catch((error: unknown) => {
      if (refusedWith(error, 'channel_not_found', 'thread_not_found')) return null
      throw error
    })
    if (!page) return
    const found = page.messages?.find(
      ({ metadata }) => metadata?.event_type === EVENT && (metadata.event_payload as { key?: string }).key === key,
    )
    if (found) return found.ts
    cursor = page.response_metadata?.next_cursor
  } while (cursor)
}

/** The chart's file in the message's thread: shared once, and remembered before it is. */
async function chartOf(
  services: Services,
  { key, file_id, workspace }: Row,
  channel: string,
  thread: string,
  chart: NonNullable<Drawn['chart']>,
): Promise<string> {
  const { posts, team } = services.slack
  if (file_id && workspace === team && (await fileShared(posts, file_id))) return file_id
  return shareFile(posts, { channel, thread, ...chart }, (id) => record(services, key, { file_id: id }))
}

async function redraw(
  { slack }: Services,
  channel: string,
  ts: string,
  { text, blocks, chart }: Drawn,
  fileId: string | null,
): Promise<void> {
  const whole = fileId && chart ? withImage(blocks, fileId, chart.alt) : blocks
  await slack.posts.chat.update({ channel, ts, text, blocks: whole })
}
