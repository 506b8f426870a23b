import type { AddressInfo } from 'node:net'
import { App, HTTPReceiver, LogLevel } from '@slack/bolt'
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

/** A Web API client that gives up at once. */
export function clientOf(sandbox: Sandbox, bearer: string = token): WebClient {
  return new WebClient(bearer, {
    slackApiUrl: sandbox.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logLevel: LogLevel.ERROR,
  })
}
