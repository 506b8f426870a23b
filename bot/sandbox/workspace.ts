import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { Acting } from './act.ts'
import { ALL_SCOPES } from './api/dispatch.ts'
import { BUILT_IN } from './commands.ts'
import type { SeenCommand, SeenShortcut } from './contract.ts'
import { ACKNOWLEDGE_WITHIN, type Deliver, httpDelivery } from './deliver.ts'
import { Faults } from './faults.ts'
import { Rates } from './limits/rates.ts'
import type { SandboxChannel, SandboxPerson } from './model.ts'
import { Person } from './person.ts'
import { ResponseUrls } from './responses.ts'
import { type SandboxSwitch, Sight } from './seen.ts'
import { sandboxListener } from './server.ts'
import type { Services } from './services.ts'
import { Sockets } from './socket.ts'
import { Store } from './store.ts'
import { Triggers } from './triggers.ts'

/** What a workspace is made of; times are in ms. */
export interface SandboxOptions {
  /** where signed requests go; may be told later with `pointAt` */
  appUrl?: string
  /** the base under which `handle` is reached; without it the sandbox listens by itself on a free local port */
  publicUrl?: string
  signingSecret: string
  botToken: string
  appToken?: string
  people: SandboxPerson[]
  channels: SandboxChannel[]
  commands: SeenCommand[]
  shortcuts?: SeenShortcut[]
  switches?: SandboxSwitch[]
  /** serves what the page's storefront asks, under `/storefront/`, to this machine's own page only */
  storefront?: Services['storefront']
  /** scopes of the bot token; all that the known methods need, unless given */
  scopes?: string[]
  /** the clock of expiry rules, rates and timestamps, in ms */
  now?: () => number
  acknowledgeWithin?: number
  retryDelays?: number[]
  processingMs?: number
  /** false never answers 429 by itself */
  rateLimits?: boolean
  /** faults of the sandbox itself; thrown where nobody listens */
  onFault?: (fault: unknown) => void
}

/** A running workspace. */
export interface Sandbox {
  /** base for WebClient's `slackApiUrl` */
  apiUrl: string
  publicUrl: string
  store: Store
  sight: Sight
  faults: Faults
  rates: Rates
  sockets: Sockets
  /** sends a signed request of any make to the app */
  deliver: Deliver
  handle(request: IncomingMessage, response: ServerResponse): void
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  person(id: string): Person
  /** says where the app listens */
  pointAt(appUrl: string): void
  close(): Promise<void>
}

/** Starts a workspace in memory. Throws where an app could not register what is asked for. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  for (const { command } of options.commands) {
    if (BUILT_IN.has(command)) throw new Error(`${command} is Slack's own command`)
    if (!/^\/[a-z0-9_-]{1,31}$/.test(command)) throw new Error(`${command} cannot be the name of a command`)
  }
  const now = options.now ?? Date.now
  const within = options.acknowledgeWithin ?? ACKNOWLEDGE_WITHIN
  let appUrl = options.appUrl ?? ''
  const closing = new AbortController()
  const store = new Store(options.people, options.channels, now)
  const sockets = new Sockets(store.app.id, within)
  const overHttp = httpDelivery(() => appUrl, options.signingSecret, within, now)
  const deliver: Deliver = (kind, payload, how) => (sockets.inUse ? sockets.deliver : overHttp)(kind, payload, how)
  const services: Services = {
    store,
    deliver,
    triggers: new Triggers(now),
    responses: new ResponseUrls(store),
    commands: options.commands,
    shortcuts: options.shortcuts ?? [],
    storefront: options.storefront ?? null,
    verificationToken: 'sandbox',
    retryDelays: options.retryDelays ?? [0, 60_000, 300_000],
    processingMs: options.processingMs ?? 200,
    closing: closing.signal,
  }
  const switches = options.switches ?? []
  const sight = new Sight(services, switches)
  const acting = new Acting(services, sight, switches)
  const faults = new Faults()
  const rates = new Rates(options.rateLimits ?? true, now)
  const access = { botToken: options.botToken, scopes: options.scopes ?? ALL_SCOPES, rates }
  const side = { services, access, appToken: options.appToken ?? null, sockets, faults, sight, acting }
  const raise = (fault: unknown) => {
    throw fault
  }
  const handle = sandboxListener(side, options.onFault ?? raise)
  const upgrade = sockets.upgrade.bind(sockets)
  const own = options.publicUrl ? null : createServer(handle).on('upgrade', upgrade)
  const publicUrl = own ? await listenLocally(own) : (options.publicUrl ?? '')
  store.publicUrl = publicUrl
  const people = new Map<string, Person>()

  return {
    apiUrl: `${publicUrl}/api/`,
    publicUrl,
    store,
    sight,
    faults,
    rates,
    sockets,
    deliver,
    handle,
    upgrade,
    person(id) {
      const known = people.get(id) ?? new Person(id, services, acting, sight)
      people.set(id, known)
      return known
    },
    pointAt(url) {
      appUrl = url
    },
    async close() {
      closing.abort()
      sockets.close()
      own?.closeAllConnections()
      await new Promise<void>((resolve) => (own ? own.close(() => resolve()) : resolve()))
    },
  }
}

/** Listens on a free port of this machine alone; gives the address. */
async function listenLocally(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
