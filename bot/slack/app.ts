import type { IncomingMessage, ServerResponse } from 'node:http'
import { App, type Logger as BoltLogger, HTTPReceiver, LogLevel, SocketModeReceiver } from '@slack/bolt'
import { WebClient, type WebClientOptions } from '@slack/web-api'
import type { Logger } from 'pino'
import type { UnderWay } from '../under-way.ts'
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

/**
 * Has each delivery counted as under way, and acknowledges one that no listener took: left alone, Slack would wait 3 s
 * for it and call it a failure. One whose listener fails is not acknowledged.
 */
function watch(app: App, underWay: UnderWay): void {
  app.error(async (error) => {
    throw error
  })
  const handle = app.processEvent.bind(app)
  app.processEvent = (event) => {
    let acknowledged = false
    const ack: typeof event.ack = (response) => {
      acknowledged = true
      return event.ack(response)
    }
    // Bolt acknowledges events before anybody has listened: what a crash then interrupted would not be told again.
    const early = 'event' in event.body ? async () => {} : ack
    return underWay.add(handle({ ...event, ack: early }).then(() => (acknowledged ? undefined : event.ack())))
  }
}

export interface SlackAppOptions {
  transport: Transport
  token: string
  apiUrl?: string
  slack: SlackClients
  logger: Logger
  /** The time in ms, by which signatures are old or not. */
  clock: () => number
  underWay: UnderWay
}

/** Bolt on the given transport. One workspace: who the bot is was asked once, so no request waits for it. */
export function openSlackApp({ transport, token, apiUrl, slack, logger, clock, underWay }: SlackAppOptions): SlackApp {
  const log = boltLogger(logger)
  const clientOptions = apiUrl ? { slackApiUrl: apiUrl } : {}
  const authorize = async () => ({ botToken: token, botId: slack.botId, botUserId: slack.botUser, teamId: slack.team })
  const failed = (error: unknown) => logger.error({ err: error }, 'a delivery failed')
  if (transport.mode === 'socket') {
    const receiver = new SocketModeReceiver({
      appToken: transport.appToken,
      logger: log,
      ...(apiUrl && { installerOptions: { clientOptions } }),
      processEventErrorHandler: async ({ error }) => {
        failed(error)
        return false
      },
    })
    const app = new App({ receiver, authorize, logger: log, clientOptions, convoStore: false })
    watch(app, underWay)
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
    processEventErrorHandler: async ({ error, response }) => {
      failed(error)
      if (!response.headersSent) response.writeHead(500).end()
      return false
    },
  })
  const app = new App({ receiver, authorize, logger: log, clientOptions, convoStore: false })
  watch(app, underWay)
  const none = async () => {}
  return { app, listener: gate(transport.signingSecret, clock, receiver.requestListener), start: none, stop: none }
}
