import { LogLevel, WebClient } from '@slack/web-api'
import { refusalCode, TokenRefused } from './errors.ts'

/**
 * Two clients: one that is rate-limited stalls all its requests, so answers that a person waits for never queue
 * behind background posts.
 */
export interface SlackClients {
  readonly replies: WebClient
  readonly posts: WebClient
  /** The workspace and the bot's own user, by auth.test. */
  readonly team: string
  readonly botUser: string
  readonly botId: string
  /** Ids of channels by name, as they are looked up. */
  readonly channelIds: Map<string, string>
}

/** Connects to the Web API. Throws TokenRefused, or WebClient's error where the API cannot be reached. */
export async function connectSlack(
  token: string,
  apiUrl: string | undefined,
  workspace: string | null,
): Promise<SlackClients> {
  const common = { ...(apiUrl && { slackApiUrl: apiUrl }), logLevel: LogLevel.ERROR, timeout: 10_000 }
  const replies = new WebClient(token, { ...common, retryConfig: { retries: 1, minTimeout: 200, maxTimeout: 400 } })
  // The queue retries a background post, with backoff that survives a restart; here a 429 becomes an error at once.
  const posts = new WebClient(token, { ...common, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true })
  const me = await replies.auth.test().catch((error: unknown) => {
    const code = refusalCode(error)
    throw code ? new TokenRefused('SLACK_BOT_TOKEN', code) : error
  })
  return {
    replies,
    posts,
    team: workspace ?? String(me.team_id),
    botUser: String(me.user_id),
    botId: String(me.bot_id),
    channelIds: new Map(),
  }
}
