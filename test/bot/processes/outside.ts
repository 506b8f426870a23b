import { sql } from 'kysely'
import { vi } from 'vitest'
import { slashCommands } from '../../../bot/manifest.ts'
import { sandboxChannels, sandboxPeople } from '../../../bot/people.ts'
import { type Sandbox, type SandboxOptions, startSandbox } from '../../../bot/sandbox/workspace.ts'
import { grantRole } from '../../../shop/access/members.ts'
import { capturePayment } from '../../../shop/orders/pay.ts'
import { placeOrder } from '../../../shop/orders/place.ts'
import { demand } from '../../../shop/result.ts'
import { freshDatabase } from '../../postgres.ts'
import { putOnSale, recordingJobs } from '../../shop/goods.ts'
import { type Backroom, startBackroom } from './backroom.ts'
import { type Provider, startProvider } from './provider.ts'

type FreshDatabase = Awaited<ReturnType<typeof freshDatabase>>

/** All that outlives the program: Slack, PostgreSQL and a payment provider. */
export interface Outside {
  readonly slack: Sandbox
  readonly database: FreshDatabase
  readonly provider: Provider
  /** What the program is started with. */
  readonly env: Record<string, string>
  /** Starts the program; Slack delivers to the one started last. */
  start(env?: Record<string, string>): Promise<Backroom>
  /** An order of 100.00, paid. */
  sell(number: string): Promise<void>
  /** Waits until the queue is empty. */
  settled(): Promise<void>
  /** Resolves when the program calls this method of the Web API, whose answer then never comes. */
  hold(method: string): Promise<void>
  close(): Promise<void>
}

const bot = {
  id: 'U0BACKROOM',
  name: 'backroom',
  realName: 'Backroom',
  title: '',
  locale: 'en-US',
  tz: 'UTC',
  isBot: true,
}

/** Opens the world around a program; `people` are there beside those of the sandbox. */
export async function openOutside({ people = [], ...options }: Partial<SandboxOptions> = {}): Promise<Outside> {
  const database = await freshDatabase()
  const provider = await startProvider()
  const slack = await startSandbox({
    signingSecret: 'signing-secret',
    botToken: 'xoxb-outside',
    appToken: 'xapp-outside',
    people: [...sandboxPeople, ...people, bot],
    channels: sandboxChannels,
    commands: slashCommands(''),
    rateLimits: false,
    // How quick an answer is on a busy machine is not what these tests are about.
    acknowledgeWithin: 20_000,
    processingMs: 20,
    retryDelays: [0, 10, 10],
    ...options,
  })
  const processes: Backroom[] = []
  const now = Temporal.Instant.fromEpochMilliseconds(options.now?.() ?? Date.now())
  for (const { id, role } of sandboxPeople)
    if (role)
      await database.db.transaction().execute((trx) => grantRole(trx, { member: id, role, by: null, via: 'test' }, now))
  const env = {
    PORT: '0',
    DATABASE_URL: database.url,
    SLACK_BOT_TOKEN: 'xoxb-outside',
    SLACK_SIGNING_SECRET: 'signing-secret',
    SLACK_API_URL: slack.apiUrl,
    ADMIN_USERS: 'U0ANA',
    GATEWAY: provider.url,
  }
  return {
    slack,
    database,
    provider,
    env,
    async start(more = {}) {
      const process = await startBackroom({ ...env, ...more })
      processes.push(process)
      slack.pointAt(`${process.url}/slack/events`)
      return process
    },
    async settled() {
      const empty = async () => {
        const { rows } = await sql<{ name: string; data: object }>`
          select name, data from pgboss.job where state in ('created', 'retry', 'active')`.execute(database.db)
        if (rows.length > 0) throw new Error(`still to be done: ${JSON.stringify(rows)}`)
      }
      await vi.waitFor(empty, { timeout: 30_000, interval: 20 })
    },
    async sell(number) {
      const { jobs } = recordingJobs()
      const [sku, amount] = [`TEA-${number}`, 100_00n]
      await putOnSale(database.db, { sku, price: amount })
      const customer = { id: 'c1', name: 'Lin' }
      demand(await placeOrder(database.db, jobs, { number, customer, items: [{ sku, quantity: 1 }] }, now))
      demand(await capturePayment(database.db, { order: number, payment: 'P1', method: 'alipay', amount }, now))
    },
    hold(method) {
      const { faults } = slack
      faults.next(method, { kind: 'hang' })
      return new Promise((reached) => {
        const take = faults.take.bind(faults)
        faults.take = (name) => {
          const fault = take(name)
          if (name === method && fault?.kind === 'hang') {
            faults.take = take
            reached()
          }
          return fault
        }
      })
    },
    async close() {
      for (const process of processes) await process.kill()
      await slack.close()
      await provider.close()
      await database.close()
    },
  }
}
