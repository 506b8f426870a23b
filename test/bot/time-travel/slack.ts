import type { WebClient } from '@slack/web-api'
import { sandboxChannels } from '../../../bot/people.ts'
import type { SlackClients } from '../../../bot/slack/clients.ts'

/** A workspace that has the sandbox's channels, and is asked without HTTP: two months of nightly self-checks ask a lot. */
export function slackAtHand(): SlackClients {
  const channels = sandboxChannels.map(({ id, name }) => ({ id, name }))
  const client = {
    conversations: { list: async () => ({ channels }), info: async () => ({ channel: {} }) },
    chat: { postMessage: async () => ({ ts: '1' }), delete: async () => ({}) },
  } as unknown as WebClient
  return { replies: client, posts: client, team: 'T1', botUser: 'U0BOT', botId: 'B1', channelIds: new Map() }
}
