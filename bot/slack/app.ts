import type { IncomingMessage, ServerResponse } from 'node:http'
import { App, type Logger as BoltLogger, HTTPReceiver, LogLevel, SocketModeReceiver } from '@slack/bolt'
import { WebClient, type WebClientOptions } from '@slack/web-api'
import type { Logger } from 'pino'
import type { SlackClients } from './clients.ts'
import { refusalCode, TokenRefused } from './errors.ts'
import { gate } from './gate.ts'

/** How deliveries reach us: signed HTTP requests, or a socket that we open. */
export type Transport = { mode: 'http'; signingSecret: string } | { mode: 'socket'; appToken: string }

/** Bolt's log lines in ours. */
function boltLogger(logger: Logger): BoltLogger {
  const child = logger.child({ part: 'bolt' })
  return {
    debug: (...lines) => child.debug(lines.join(' ')),
    info: (...lines) => child.debug(lines.join(' ')),
    warn: (...lines) => child.warn(lines.join(' ')),
    error: (...lines) => child.error(lines.join(' ')),
    setLevel: () => {},
    getLevel: () => LogLevel.INFO,
    setName: () => {},
  }
}

export interface SlackApp {
  app: App
  /** For the HTTP server; absent in Socket Mode. */
  listener?: (request: IncomingMessage, response: ServerResponse) => Promise<void>
  /** Throws TokenRefused. */
  start(): Promise<void>
  stop(): Promise<void>
}

/** Asks before Bolt does, which would log what is wrong and try again. Throws TokenRefused. */
async function knownAppToken(token: string, options: WebClientOptions): Promise<void> {
  await new WebClient(token, options).apps.connections.open().catch((error: unknown) => {
    const code = refusalCode(error)
    throw code ? new TokenRefused('SLACK_APP_TOKEN', code) : error
  })
}

/** Bolt on the given transport. One workspace: who the bot is was asked once, so no request waits for it. */
export function openSlackApp(
  transport: Transport,
  token: string,
  slack: SlackClients,
  logger: Logger,
  clock: () => number,
  apiUrl?: string,
): SlackApp {
  const log = boltLogger(logger)
  const clientOptions = apiUrl ? { slackApiUrl: apiUrl } : {}
  const authorize = async () => ({ botToken: token, botId: slack.botId, botUserId: slack.botUser, teamId: slack.team })
  if (transport.mode === 'socket') {
    const receiver = new SocketModeReceiver({
      appToken: transport.appToken,
      logger: log,
      ...(apiUrl && { installerOptions: { clientOptions } }),
    })
    const app = new App({ receiver, authorize, logger: log, clientOptions, convoStore: false })
    const start = async () => {
      await knownAppToken(transport.appToken, clientOptions)
      await receiver.start()
    }
    return { app, start, stop: async () => void (await receiver.stop()) }
  }
  const receiver = new HTTPReceiver({
    signingSecret: transport.signingSecret,
    signatureVerification: false,
    logger: log,
  })
  const app = new App({ receiver, authorize, logger: log, clientOptions, convoStore: false })
  const none = async () => {}
  return { app, listener: gate(transport.signingSecret, clock, receiver.requestListener), start: none, stop: none }
}
