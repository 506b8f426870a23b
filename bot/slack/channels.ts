import type { SlackClients } from './clients.ts'

const known = new WeakMap<SlackClients, Map<string, string>>()

/**
 * The id of a channel given by id or name. Names are looked up once: a channel keeps its id when it is renamed.
 * Throws where there is no such channel or the bot cannot see it.
 */
export async function channelId(slack: SlackClients, channel: string): Promise<string> {
  if (/^[CDGU][A-Z0-9]{2,}$/.test(channel)) return channel
  const ids = known.get(slack) ?? new Map<string, string>()
  known.set(slack, ids)
  const found = ids.get(channel)
  if (found) return found
  let cursor: string | undefined
  do {
    const page = await slack.posts.conversations.list({
      exclude_archived: true,
      limit: 1000,
      types: 'public_channel,private_channel',
      ...(cursor && { cursor }),
    })
    for (const { id, name } of page.channels ?? []) if (id && name) ids.set(name, id)
    cursor = page.response_metadata?.next_cursor
  } while (cursor && !ids.has(channel))
  const id = ids.get(channel)
  if (!id)
    throw new Error(
      `Slack has no channel #${channel} that Backroom can see; create it, invite Backroom, or change the setting`,
    )
  return id
}
