import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import pino, { type Logger } from 'pino'
import { shipPresets } from '../analytics/alerts/presets.ts'
import { type Database, openDatabase } from '../db/connect.ts'
import type { Db } from '../db/tables/index.ts'
import { grantRole } from '../shop/access/members.ts'
import { keepReceiver } from '../shop/callbacks/tell.ts'
import type { Environment } from '../shop/environment.ts'
import { disconnected } from '../shop/gateways/disconnected.ts'
import type { Gateway } from '../shop/gateways/gateway.ts'
import { sandboxGateway } from '../shop/gateways/sandbox.ts'
import { type JobQueue, openJobs } from '../shop/jobs.ts'
import { seedSettings } from '../shop/settings/read.ts'
import { PermissionUses } from '../shop/team/uses.ts'
import { commands } from './commands/index.ts'
import { startHeartbeat } from './heartbeat.ts'
import { openMetrics } from './metrics.ts'
import type { Services } from './operation.ts'
import { plannersOf } from './planners.ts'
import { openServer, type Routes } from './server.ts'
import { Sessions } from './session.ts'
import { openSlackApp, type Transport } from './slack/app.ts'
import { connectSlack } from './slack/clients.ts'
import { listen } from './slack/listeners.ts'
import { storefront } from './storefront.ts'
import { UnderWay } from './under-way.ts'
import { startWorkers } from './workers.ts'
import type { Workspace } from './workspace.ts'

/** How long, in ms, a program that is told to stop waits for deliveries and other work that has begun. */
const STOP_WITHIN = 3_000

/** What a test hands over instead of the real thing. */
export interface Overrides {
  clock?: () => Temporal.Instant
  logger?: Logger
  gateway?: Gateway
  /** False leaves the planners to the test. */
  heartbeat?: boolean
}

/** Backroom, running. */
export interface Program {
  readonly url: string
  readonly database: Database
  readonly queue: JobQueue
  readonly services: Services
  /** The sandbox's workspace; null against Slack. */
  readonly workspace: Workspace | null
  stop(): Promise<void>
}

/** The clock in milliseconds: what PostgreSQL and every comparison keep of it. */
const systemClock = () => Temporal.Instant.fromEpochMilliseconds(Date.now())

/**
 * The composition root: environment -> database -> queue -> Slack (or the sandbox) -> workers -> heartbeat.
 * What has been opened is closed again where a later part fails. Throws what the failing part throws.
 */
export async function startProgram(environment: Environment, overrides: Overrides = {}): Promise<Program> {
  const { clock = systemClock, heartbeat = true } = overrides
  const logger = overrides.logger ?? pino({ level: 'info', base: null }, pino.destination({ dest: 2, sync: false }))
  const closing: (() => Promise<unknown>)[] = []
  const stop = async () => {
    for (const close of closing.splice(0).reverse()) await close()
  }
  try {
    return await start(environment, { clock, heartbeat, logger, gateway: overrides.gateway }, closing, stop)
  } catch (error) {
    await stop()
    throw error
  }
}

interface Parts {
  clock: () => Temporal.Instant
  heartbeat: boolean
  logger: Logger
  gateway: Gateway | undefined
}

async function start(
  environment: Environment,
  { clock, heartbeat, logger, gateway }: Parts,
  closing: (() => Promise<unknown>)[],
  stop: () => Promise<void>,
): Promise<Program> {
  const { database: at, commandPrefix: prefix, slack: mode } = environment
  const milliseconds = () => clock().epochMilliseconds
  const sandboxed = mode.mode === 'sandbox'
  const underWay = new UnderWay()

  const database = await openDatabase(at)
  closing.push(database.close)
  const { db } = database
  await seedSettings(db, environment.first, clock())
  await shipPresets(db, clock())

  let routes: Routes | null = null
  const { server, url } = await openServer({
    port: environment.port,
    host: sandboxed ? '127.0.0.1' : '0.0.0.0',
    routes: () => routes,
    onFault: (fault) => logger.error({ err: fault }, 'a request failed'),
  })
  closing.push(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })

  let metrics: ReturnType<typeof openMetrics> | null = null
  const queue = await openJobs(database, (error, job) => {
    metrics?.jobFailures.inc({ job })
    logger.warn({ err: error, job }, 'a job failed; the queue tries it again')
  })
  metrics = openMetrics(queue.pending, {
    ...{ db, clock },
    onFailure: (error, gauge) => logger.warn({ err: error, gauge }, 'a gauge of /metrics could not be read'),
  })
  closing.push(queue.stop)

  // Loaded where there is one: the sandbox's code and its sample shop are not needed against Slack.
  const open = sandboxed ? (await import('./workspace.ts')).openWorkspace : null
  const workspace = open ? await open({ url, prefix, database, queue, clock, logger }) : null
  if (workspace) closing.push(workspace.close)
  // Served before Slack is connected: in the sandbox the Web API is behind this very server.
  const served: Routes = {
    unready: () => whyUnreachable(db),
    metrics: metrics.read,
    sandbox: workspace?.handle,
  }
  routes = served
  const connection = workspace?.connection ?? connectionOf(environment)
  const slack = await connectSlack(connection.botToken, connection.apiUrl, sandboxed ? `sandbox:${randomUUID()}` : null)
  if (!workspace) await admitAdmins(database, environment.admins, clock())

  const notices = database.listen('session', (error) =>
    logger.warn({ err: error }, 'changes of rights and settings cannot be heard; they are read anew each time'),
  )
  closing.push(notices.close)
  const services: Services = {
    db,
    sessions: new Sessions(db, notices),
    jobs: queue,
    slack,
    commands,
    prefix,
    auditKeys: environment.auditKeys,
    uses: new PermissionUses(),
    later: (work) =>
      void underWay.add(work()).catch((error: unknown) => logger.error({ err: error }, 'work after an answer failed')),
  }
  const { transport, botToken: token, apiUrl } = connection
  const slackApp = openSlackApp({ transport, token, apiUrl, slack, logger, clock: milliseconds, underWay })
  listen(slackApp.app, { services, logger, clock, metrics })
  closing.push(async () => {
    // What has begun is finished, and no more is taken: Slack tells its sender so, or sends it again.
    routes = { ...served, unready: async () => 'stopping' }
    await underWay.finished(STOP_WITHIN)
    await slackApp.stop()
  })
  await slackApp.start()

  const secrets = [...environment.eventsSecrets, ...(workspace ? [workspace.storefrontSecret] : [])]
  const shop = storefront({ db, jobs: queue, secrets, clock, connections: database.connections })
  routes = { ...served, slack: slackApp.listener, shop: (...request) => underWay.add(shop(...request)) }
  const own = sandboxed ? sandboxGateway(db, { clock }) : disconnected
  await db.transaction().execute((trx) => keepReceiver(trx, environment.callbacks !== null, clock()))
  await startWorkers(services, queue, gateway ?? own, environment.callbacks, clock)
  if (workspace) await workspace.redrawWhatWaits(services)
  const planners = plannersOf(services).map((one) => ({
    ...one,
    run: (now: Temporal.Instant) => underWay.add(one.run(now)),
  }))
  if (heartbeat) closing.push(startHeartbeat(planners, clock, logger).stop)
  return { url, database, queue, services, workspace, stop }
}

/** Why the shop's records cannot be reached now; null where they can. A server that does not answer is away as well. */
async function whyUnreachable(db: Db): Promise<string | null> {
  const silence = sleep(3_000, null, { ref: false }).then(() => {
    throw new Error('no answer within 3 s')
  })
  try {
    await Promise.race([sql`select 1`.execute(db), silence])
    return null
  } catch (error) {
    const { message, code } = error as NodeJS.ErrnoException
    return `the database cannot be reached: ${message || code}`
  }
}

/** How to reach Slack, by environment. */
function connectionOf({ slack, slackApiUrl: apiUrl }: Environment): {
  botToken: string
  apiUrl?: string
  transport: Transport
} {
  if (slack.mode === 'sandbox') throw new Error('the sandbox brings its own connection')
  const transport: Transport =
    slack.mode === 'http'
      ? { mode: 'http', signingSecret: slack.signingSecret }
      : { mode: 'socket', appToken: slack.appToken }
  return { botToken: slack.botToken, apiUrl, transport }
}

async function admitAdmins({ db }: Database, admins: readonly string[], now: Temporal.Instant): Promise<void> {
  for (const member of admins)
    await db
      .transaction()
      .execute((trx) => grantRole(trx, { member, role: 'admin', by: null, via: 'ADMIN_USERS' }, now))
}
