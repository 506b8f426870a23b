import { setTimeout as sleep } from 'node:timers/promises'
import type { WebClient } from '@slack/web-api'
import { isMember } from '../../shop/messages.ts'
import { ok, type Result, refuse } from '../../shop/result.ts'
import type { SlackClients } from './clients.ts'
import { refusalCode, refusedWith, retryAfter, slackUnreachable } from './errors.ts'

/** For a channel that is not what it was: deleted, archived, or another of the same name. */
export const forgetChannels = ({ channelIds }: SlackClients): void => channelIds.clear()

/** Slack was asked and has no such channel, or none that the bot can see. */
export class NoSuchChannel extends Error {
  override name = 'NoSuchChannel'
}

/** The id of a person's direct messages with Backroom. */
export async function directMessages(client: WebClient, user: string): Promise<string> {
  const { channel } = await client.conversations.open({ users: user })
  if (!channel?.id) throw new Error('conversations.open gave no channel')
  return channel.id
}

/**
 * The id of a channel given by id or name, or of a person's direct messages given by their id. Names are looked up once:
 * a channel keeps its id when it is renamed. Throws NoSuchChannel, or what a failing call throws.
 */
export async function channelId({ posts, channelIds }: SlackClients, channel: string): Promise<string> {
  if (/^[CDG][A-Z0-9]{2,}$/.test(channel)) return channel
  if (isMember(channel)) return directMessages(posts, channel)
  let cursor: string | undefined
  let id = channelIds.get(channel)
  while (!id) {
    const page = await posts.conversations.list({
      exclude_archived: true,
      limit: 1000,
      types: 'public_channel,private_channel',
      ...(cursor && { cursor }),
    })
    for (const found of page.channels ?? []) if (found.id && found.name) channelIds.set(found.name, found.id)
    id = channelIds.get(channel)
    cursor = page.response_metadata?.next_cursor
    if (!id && !cursor)
      throw new NoSuchChannel(
        `Slack has no channel #${channel} that Backroom can see; create it, invite Backroom, or change the setting`,
      )
  }
  return id
}

/** Backroom is not in a channel, where it needs to be: public ones take its messages also then, but no picture. */
export class NotJoined extends Error {
  override name = 'NotJoined'
}

/** Throws where Backroom is not in a channel (by its id) that pictures are to be shared in. */
export async function demandJoined({ posts }: SlackClients, channel: string): Promise<void> {
  const { channel: found } = await posts.conversations.info({ channel })
  if (found?.is_member === false && !found.is_im) throw new NotJoined(`Backroom is not in ${channel}; invite it`)
}

/** Slack is asked while a person waits for the answer, and they wait 3 s at most. */
const PATIENCE = 1_500

/** A channel as Slack has it. `joined`: Backroom may be in it, as far as is known. */
interface Known {
  readonly id: string
  readonly name: string
  readonly joined: boolean
}

/** The id of a person or of direct messages: neither is a channel. */
const isPersonal = (text: string) => isMember(text) || /^D[A-Z0-9]{2,}$/.test(text)

/** A channel that Slack is asked about also where it is given by id. Throws as `channelId` does. */
async function knownChannel(slack: SlackClients, channel: string): Promise<Known> {
  if (isPersonal(channel)) throw new NoSuchChannel(`${channel} is no channel`)
  const id = await channelId(slack, channel)
  const { channel: found } = await slack.posts.conversations.info({ channel: id })
  if (found?.is_archived) throw new NoSuchChannel(`#${channel} is archived`)
  return { id, name: found?.name ?? channel, joined: found?.is_member ?? true }
}

/** The channel, as far as Slack says so in time: refuses what it does not have. */
async function channelInTime(slack: SlackClients, channel: string): Promise<Result<Known>> {
  const unknown = { id: channel, name: channel, joined: true }
  try {
    return ok(await Promise.race([knownChannel(slack, channel), sleep(PATIENCE, unknown, { ref: false })]))
  } catch (error) {
    if (error instanceof NoSuchChannel || refusedWith(error, 'channel_not_found'))
      return refuse('channel.unknown', { channel })
    if (slackUnreachable(error) || retryAfter(error) !== null || refusalCode(error)) return ok(unknown)
    throw error
  }
}

/** The id of a channel (id or name), as far as Slack says so in time: refuses what it does not have. */
export async function findChannel(slack: SlackClients, channel: string): Promise<Result<string>> {
  const found = await channelInTime(slack, channel)
  return found.ok ? ok(found.value.id) : found
}

/** The same for what needs Backroom in the channel, as pictures do: refuses also one that it is not in. */
export async function findJoinedChannel(slack: SlackClients, channel: string): Promise<Result<string>> {
  const found = await channelInTime(slack, channel)
  if (!found.ok) return found
  const { id, name, joined } = found.value
  return joined ? ok(id) : refuse('channel.not_joined', { channel: name })
}
