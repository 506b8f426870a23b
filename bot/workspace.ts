import { randomBytes } from 'node:crypto'
import type { RequestListener } from 'node:http'
import { sql } from 'kysely'
import type { Logger } from 'pino'
import { createSubscription } from '../analytics/subscriptions/change.ts'
import type { Database } from '../db/connect.ts'
import type { Db } from '../db/tables/index.ts'
import type { JobQueue, Jobs } from '../shop/jobs.ts'
import { queueDraw } from '../shop/messages.ts'
import { fillSample } from '../shop/sample/fill.ts'
import { sampleMerchants } from '../shop/sample/goods.ts'
import { readSettings } from '../shop/settings/read.ts'
import { slackShortcuts, slashCommands } from './manifest.ts'
import type { Services } from './operation.ts'
import { admitSandboxPeople, RealWorkspace, sandboxChannels, sandboxPeople, strangers } from './people.ts'
import { type Sandbox, startSandbox } from './sandbox/workspace.ts'
import type { Transport } from './slack/app.ts'
import { openStorefrontRelay } from './storefront-relay.ts'
import { liveTrafficSwitch } from './traffic.ts'

export interface Workspace {
  readonly sandbox: Sandbox
  readonly connection: { botToken: string; apiUrl: string; transport: Transport }
  readonly handle: RequestListener
  /** What the sandbox's storefront signs with. */
  readonly storefrontSecret: string
  /** The workspace is a fresh one: what still waits is posted anew. */
  redrawWhatWaits(services: Services): Promise<void>
  close(): Promise<void>
}

interface WorkspaceOptions {
  url: string
  prefix: string
  database: Database
  queue: JobQueue
  clock: () => Temporal.Instant
  logger: Logger
}

/**
 * The sandbox: a Slack-compatible workspace on this machine with its people, and goods and orders where there is none
 * yet. Its secrets are made anew at each start. Throws RealWorkspace.
 */
export async function openWorkspace(options: WorkspaceOptions): Promise<Workspace> {
  const { url, prefix, database, queue, clock, logger } = options
  const { db } = database
  const unknown = await strangers(db)
  if (unknown.length > 0)
    throw new RealWorkspace(
      `this database holds members of a real Slack workspace (${unknown.join(', ')}); set SLACK_BOT_TOKEN and its companions, or give the sandbox a database of its own`,
    )
  await moveIn(database, queue, clock())

  const signingSecret = randomBytes(32).toString('hex')
  const botToken = `xoxb-sandbox-${randomBytes(16).toString('hex')}`
  const traffic = liveTrafficSwitch(database, queue, clock, logger)
  const relay = openStorefrontRelay({ url, db, clock })
  const sandbox = await startSandbox({
    appUrl: `${url}/slack/events`,
    publicUrl: url,
    signingSecret,
    botToken,
    people: [
      ...sandboxPeople,
      { id: 'U0BACKROOM', name: 'backroom', realName: 'Backroom', title: '', locale: 'en-US', tz: 'UTC', isBot: true },
    ],
    channels: sandboxChannels,
    commands: slashCommands(prefix),
    shortcuts: slackShortcuts(),
    switches: [traffic],
    storefront: relay.handle,
    now: () => clock().epochMilliseconds,
    onFault: (fault) => logger.error({ err: fault }, 'the sandbox failed'),
  })
  return {
    sandbox,
    connection: { botToken, apiUrl: sandbox.apiUrl, transport: { mode: 'http', signingSecret } },
    handle: (request, response) => sandbox.handle(request, response),
    storefrontSecret: relay.secret,
    redrawWhatWaits: (services) => redrawWhatWaits(services),
    async close() {
      traffic.stop()
      await sandbox.close()
    },
  }
}

/** Has the sandbox's people in the database and, where there was none yet, a sample shop and its first scheduled report. */
export async function moveIn(database: Database, jobs: Jobs, now: Temporal.Instant): Promise<void> {
  const { db } = database
  const merchants = await db.selectFrom('merchants').select('id').orderBy('id').execute()
  const known = merchants.length > 0 ? merchants : sampleMerchants
  // Before the sample: some of what it holds is told to them.
  await admitSandboxPeople(db, known.map(({ id }) => id).toSorted(), now)
  await fillSample(database, jobs, { requesters: ['U0SAM', 'U0LIN'], moderator: 'U0MEI' }, now)
  await scheduleFirstReport(db, now)
}

/**
 * Where no report was ever scheduled: the daily sales report, active since a day ago, so that the latest one arrives at
 * once and says that it is late.
 */
async function scheduleFirstReport(db: Db, now: Temporal.Instant): Promise<void> {
  if (await db.selectFrom('subscriptions').select('id').limit(1).executeTakeFirst()) return
  const settings = await readSettings(db)
  const wanted = {
    report: 'sales',
    schedule: `daily ${settings['report.time']}`,
    zone: settings['shop.timezone'],
    channel: 'channel.reports',
    locale: null,
  }
  const owner = { member: 'U0MEI', merchant: null, via: 'sandbox' }
  const made = await createSubscription(db, wanted, owner, now.subtract({ hours: 24 }))
  if (!made.ok) throw new Error(`the first report was refused: ${made.code}`)
}

/**
 * Of what was posted before; the rest still has its jobs. Each draw decides by itself whether its message still waits.
 * Reports do not: they were posted.
 */
async function redrawWhatWaits({ db, jobs }: Services): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const kept = await trx
      .selectFrom('messages')
      .select(['key', 'thread_of'])
      .where('kind', '!=', 'report.run')
      .where('ts', 'is not', null)
      .orderBy(sql`thread_of is not null`)
      .orderBy('posted_at')
      .orderBy('key')
      .execute()
    for (const row of kept) await queueDraw(trx, jobs, row)
  })
}
