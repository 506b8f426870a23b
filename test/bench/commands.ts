import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { medianOf } from '../../analytics/median.ts'
import { slashCommands } from '../../bot/manifest.ts'
import { sandboxChannels, sandboxPeople } from '../../bot/people.ts'
import { startSandbox } from '../../bot/sandbox/workspace.ts'
import { openDatabase } from '../../db/connect.ts'
import { openJobs } from '../../shop/jobs.ts'
import { fillSample } from '../../shop/sample/fill.ts'
import { freePort, startPostgres } from '../embedded-postgres.ts'
import { type Latencies, underLoad } from './load.ts'
import { program, serve } from './serve.ts'

const signingSecret = 'bench-signing-secret'
const botToken = 'xoxb-bench'
const ROUNDS = 5
const SECONDS = 3
/** Seconds of load before anything is measured: until then both are still being compiled. */
const WARM_UP = 10

const line = (name: string, { p50, p99, perSecond, errors }: Latencies): string =>
  `${name.padEnd(10)} p50 ${p50.toFixed(2).padStart(8)} ms   p99 ${p99.toFixed(2).padStart(8)} ms   ${perSecond.toFixed(0).padStart(6)}/s   ${errors} errors`

/**
 * `/stock SKU` until its answer has arrived, beside a bare Bolt app, in turns on one PostgreSQL server. Ratios are
 * medians over the rounds, each of a pair that ran one after the other.
 */
export async function benchCommands(): Promise<void> {
  const postgres = await startPostgres([])
  const DATABASE_URL = `${postgres.url}/postgres`
  const children: ChildProcess[] = []
  const database = await openDatabase({ url: DATABASE_URL, dataDir: '' })
  const queue = await openJobs(database, () => {})
  await fillSample(database, queue, { requesters: ['U0SAM'], moderator: 'U0MEI' }, Temporal.Now.instant())
  await queue.stop()
  const { sku } = await database.db.selectFrom('stock').select('sku').orderBy('sku').executeTakeFirstOrThrow()
  await database.close()
  const slack = await startSandbox({
    signingSecret,
    botToken,
    people: [...sandboxPeople],
    channels: sandboxChannels,
    commands: slashCommands(''),
    rateLimits: false,
  })
  try {
    const [ours, bare] = [await freePort(), await freePort()]
    const common = { DATABASE_URL, SLACK_SIGNING_SECRET: signingSecret }
    const env = {
      ...common,
      PORT: String(ours),
      SLACK_BOT_TOKEN: botToken,
      SLACK_API_URL: slack.apiUrl,
      ADMIN_USERS: 'U0MEI',
    }
    children.push(await serve(program, env))
    children.push(await serve(['test/bench/bare-bolt.ts'], { ...common, PORT: String(bare) }))
    const form = () => ({
      token: 'x',
      team_id: 'T1',
      team_domain: 'bench',
      channel_id: 'C0GENERAL',
      channel_name: 'general',
      user_id: 'U0MEI',
      user_name: 'mei',
      command: '/stock',
      text: sku,
      response_url: 'http://127.0.0.1:1/',
      api_app_id: 'A1',
    })
    const run = (to: number, connections: number, good: (body: string) => boolean, seconds = SECONDS) =>
      underLoad({ url: `http://127.0.0.1:${to}/slack/events`, signingSecret, connections, seconds, form, good })
    const goodOurs = (body: string) => body.includes(sku) && body.includes('Available')
    const goodBare = (body: string) => body.includes('answer 1')
    await run(ours, 16, goodOurs, WARM_UP)
    await run(bare, 16, goodBare, WARM_UP)
    for (const connections of [1, 16, 64]) {
      const rounds: { ours: Latencies; bare: Latencies }[] = []
      for (let round = 0; round < ROUNDS; round++)
        rounds.push({ ours: await run(ours, connections, goodOurs), bare: await run(bare, connections, goodBare) })
      const middle = (pick: (round: (typeof rounds)[number]) => number) => medianOf(rounds.map(pick))
      const summary = (who: 'ours' | 'bare'): Latencies => ({
        p50: middle((r) => r[who].p50),
        p99: middle((r) => r[who].p99),
        perSecond: middle((r) => r[who].perSecond),
        errors: rounds.reduce((sum, r) => sum + r[who].errors, 0),
      })
      const p50 = middle((r) => r.ours.p50 / r.bare.p50)
      const p99 = middle((r) => r.ours.p99 / r.bare.p99)
      console.log(`\n${connections} connections`)
      console.log(line('backroom', summary('ours')))
      console.log(line('bare Bolt', summary('bare')))
      console.log(`ratio      p50 ${p50.toFixed(2)} (at most 2)   p99 ${p99.toFixed(2)} (at most 3)`)
    }
  } finally {
    for (const child of children) {
      child.kill('SIGTERM')
      await once(child, 'exit')
    }
    await slack.close()
    await postgres.stop()
  }
}
