import { setTimeout as sleep } from 'node:timers/promises'
import {
  type ChatPostMessageResponse,
  ErrorCode,
  type WebAPIPlatformError,
  type WebAPIRateLimitedError,
} from '@slack/web-api'
import type { Selectable } from 'kysely'
import type { Tables } from '../db/tables/index.ts'
import { readSettings } from '../shop/settings/read.ts'
import { type Drawn, renderers } from './messages/index.ts'
import type { Services } from './operation.ts'
import { channelReader } from './reader.ts'
import { channelId } from './slack/channels.ts'
import { imageBlock, shareFile } from './slack/files.ts'

type Row = Selectable<Tables['messages']>

const EVENT = 'backroom_message'

const platformError = (error: unknown): string | undefined =>
  (error as { code?: string }).code === ErrorCode.PlatformError ? (error as WebAPIPlatformError).data.error : undefined

/**
 * Posts a message, or redraws it where it stands, as the records are now. Delivered at least once, posted once: the
 * message carries its key, and after an attempt whose outcome is not known the channel is searched for it first.
 * Throws where Slack does not take it; the queue tries again.
 */
export async function deliverMessage(services: Services, key: string, now: Temporal.Instant): Promise<void> {
  const { db } = services
  const row = await db.selectFrom('messages').selectAll().where('key', '=', key).executeTakeFirst()
  if (!row) throw new Error(`no message ${key}`)
  const settings = await readSettings(db)
  const reader = channelReader(settings, row.channel, services.prefix)
  const drawn = await renderers[row.kind as keyof typeof renderers](services, row.subject, reader, now)
  // In a fresh workspace only what still waits is posted anew.
  const moved = row.ts !== null && row.workspace !== services.slack.team
  if (!drawn || (moved && !drawn.waits)) return
  await patiently(async () => {
    const channel = await channelId(services.slack, row.channel)
    const ts = (moved ? null : row.ts) ?? (await post(services, row, channel, drawn, now))
    const fileId = drawn.chart ? await chartOf(services, row, channel, ts, drawn.chart) : null
    if (fileId || (row.ts && !moved)) await redraw(services, row, channel, ts, drawn, fileId, now)
  })
}

async function post(
  services: Services,
  row: Row,
  channel: string,
  drawn: Drawn,
  now: Temporal.Instant,
): Promise<string> {
  const { db, slack } = services
  const found = row.attempted_at && (await findPosted(services, row.key, channel, row.attempted_at))
  if (!found) await db.updateTable('messages').set({ attempted_at: now }).where('key', '=', row.key).execute()
  const ts = found || (await send(services, row.key, channel, drawn)).ts
  if (!ts) throw new Error('chat.postMessage gave no ts')
  const place = { ts, workspace: slack.team, posted_at: now, ...(row.workspace !== slack.team && { file_id: null }) }
  await db.updateTable('messages').set(place).where('key', '=', row.key).execute()
  return ts
}

const send = ({ slack }: Services, key: string, channel: string, drawn: Drawn): Promise<ChatPostMessageResponse> =>
  slack.posts.chat.postMessage({
    channel,
    text: drawn.text,
    blocks: drawn.blocks,
    metadata: { event_type: EVENT, event_payload: { key } },
    unfurl_links: false,
  })

async function findPosted(
  { slack }: Services,
  key: string,
  channel: string,
  since: Temporal.Instant,
): Promise<string | undefined> {
  let cursor: string | undefined
  do {
    const page = await slack.posts.conversations.history({
      channel,
      include_all_metadata: true,
      oldest: String(since.epochMilliseconds / 1000 - 60),
      limit: 200,
      ...(cursor && { cursor }),
    })
    const found = page.messages?.find(
      ({ metadata }) => metadata?.event_type === EVENT && (metadata.event_payload as { key?: string }).key === key,
    )
    if (found) return found.ts
    cursor = page.response_metadata?.next_cursor
  } while (cursor)
}

/** The chart's file in the message's thread: uploaded once, and remembered. */
async function chartOf(services: Services, row: Row, channel: string, ts: string, chart: NonNullable<Drawn['chart']>) {
  if (row.file_id && row.workspace === services.slack.team) return row.file_id
  const id = await shareFile(services.slack.posts, { channel, thread: ts, ...chart })
  await services.db.updateTable('messages').set({ file_id: id }).where('key', '=', row.key).execute()
  return id
}

/** A message that someone deleted is posted anew: it was redrawn because it still matters. */
async function redraw(
  services: Services,
  row: Row,
  channel: string,
  ts: string,
  drawn: Drawn,
  fileId: string | null,
  now: Temporal.Instant,
): Promise<void> {
  const blocks = fileId && drawn.chart ? [...drawn.blocks, imageBlock(fileId, drawn.chart.alt)] : drawn.blocks
  try {
    await services.slack.posts.chat.update({ channel, ts, text: drawn.text, blocks })
  } catch (error) {
    if (platformError(error) !== 'message_not_found') throw error
    await post(services, { ...row, attempted_at: null }, channel, drawn, now)
  }
}

/** Waits out a short rate limit here, since Slack says how long it is; a long one goes back to the queue. */
async function patiently(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if ((error as { code?: string }).code !== ErrorCode.RateLimitedError) throw error
    const { retryAfter } = error as WebAPIRateLimitedError
    if (retryAfter > 20) throw error
    await sleep(retryAfter * 1000)
    await work()
  }
}
