import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { App, HTTPReceiver, type Logger, LogLevel } from '@slack/bolt'
import { WebClient } from '@slack/web-api'
import { onTestFinished } from 'vitest'
import { type Sandbox, type SandboxOptions, startSandbox } from '../../../bot/sandbox/workspace.ts'

export const secret = 'toy-secret'
export const token = 'xoxb-toy'

export const mina = { id: 'U0MINA', name: 'mina', realName: 'Mina Park', title: 'Manager', locale: 'en-US', tz: 'UTC' }
export const wei = {
  id: 'U0WEI',
  name: 'wei',
  realName: '王伟',
  title: 'Support',
  locale: 'zh-CN',
  tz: 'Asia/Shanghai',
}
export const bot = { id: 'U0BOT', name: 'toy', realName: 'Toy', title: '', locale: 'en-US', tz: 'UTC', isBot: true }

const command = (name: string) => ({ command: name, description: `${name} of the toy`, usageHint: '' })

/** The options of a small workspace; overridden where a test needs it. */
export function options(more: Partial<SandboxOptions> = {}): SandboxOptions {
  return {
    signingSecret: secret,
    botToken: token,
    appToken: 'xapp-toy',
    people: [mina, wei, bot],
    channels: [
      { id: 'C0OPS', name: 'ops', topic: 'Operations' },
      { id: 'C0SALES', name: 'sales', topic: '' },
      { id: 'C0AWAY', name: 'away', topic: '', appJoined: false },
    ],
    commands: [command('/stock'), command('/refund')],
    shortcuts: [
      { callbackId: 'ask', name: 'Ask the shop', type: 'global' },
      { callbackId: 'case', name: 'Make a case of it', type: 'message' },
    ],
    rateLimits: false,
    processingMs: 20,
    retryDelays: [0, 10, 10],
    ...more,
  }
}

export interface Toy {
  sandbox: Sandbox
  app: App
  client: WebClient
  appUrl: string
}

/** A workspace with a real Bolt app over signed HTTP, whose listeners `tell` sets up. Ends with the test. */
export async function startToy(tell: (app: App) => void = () => {}, more: Partial<SandboxOptions> = {}): Promise<Toy> {
  const sandbox = await startSandbox(options(more))
  const receiver = new HTTPReceiver({
    signingSecret: secret,
    logLevel: LogLevel.ERROR,
    unhandledRequestTimeoutMillis: 4000,
  })
  const app = new App({ token, receiver, clientOptions: { slackApiUrl: sandbox.apiUrl }, logLevel: LogLevel.ERROR })
  tell(app)
  const server = await app.start({ port: 0, host: '127.0.0.1' })
  const appUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`
  sandbox.pointAt(appUrl)
  onTestFinished(async () => {
    await sandbox.close()
    await app.stop()
  })
  return { sandbox, app, client: clientOf(sandbox), appUrl }
}

/** Refusals are what these tests are about: no client needs to tell of them as well. */
export const quiet: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  setName() {},
  getLevel: () => LogLevel.ERROR,
}

/** A Web API client that gives up at once. */
export function clientOf(sandbox: Sandbox, bearer: string = token): WebClient {
  const giveUp = { retryConfig: { retries: 0 }, rejectRateLimitedCalls: true }
  return new WebClient(bearer, { slackApiUrl: sandbox.apiUrl, logger: quiet, ...giveUp })
}

/** A workspace whose /stock command hands its trigger and response_url to the test; and a clock to turn. */
export async function withCommand(more = {}) {
  const got: { trigger: string; answer: string }[] = []
  const clock = { ahead: 0 }
  const toy = await startToy(
    (app) => {
      app.command('/stock', async ({ ack, command }) => {
        got.push({ trigger: command.trigger_id, answer: command.response_url })
        await ack()
      })
    },
    { now: () => Date.now() + clock.ahead, ...more },
  )
  const next = async () => {
    await toy.sandbox.person(mina.id).command('/stock', { channel: 'ops' })
    return got.at(-1) ?? { trigger: '', answer: '' }
  }
  return { ...toy, clock, next }
}

/** A bare HTTP server in the place of an app; gives its address. Ends with the test. */
export async function listenRaw(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Slack's error code of a refused call, with what it says is wrong. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  const fault: unknown = await call.then(
    () => 'not refused',
    (caught: unknown) => caught,
  )
  const data = typeof fault === 'object' && fault !== null && 'data' in fault ? fault.data : fault
  if (typeof data !== 'object' || data === null || !('error' in data)) return String(data)
  const errors = 'errors' in data && Array.isArray(data.errors) ? `: ${data.errors.join('; ')}` : ''
  return `${data.error}${errors}`
}
