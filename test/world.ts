import pino, { type Logger } from 'pino'
import { type Program, startProgram } from '../bot/program.ts'
import type { Person } from '../bot/sandbox/person.ts'
import { moveIn } from '../bot/workspace.ts'
import { readEnvironment } from '../shop/environment.ts'
import type { Gateway } from '../shop/gateways/gateway.ts'
import { openJobs } from '../shop/jobs.ts'
import { freshDatabase, freshDataDir, templateWith } from './postgres.ts'

interface WorldOptions {
  /** It begins now, for what comes from outside with the time of real clocks. */
  isNow?: boolean
  /** `pglite`: the embedded database, as in the sandbox; otherwise a real server. */
  on?: 'postgres' | 'pglite'
  env?: Record<string, string>
  gateway?: Gateway
  logger?: Logger
}

/**
 * When every world begins, a weekday's morning in Shanghai: the sample shop is then the same at each run. `TEST_NOW`,
 * an instant, lets the suite begin at another.
 */
const BEGIN = Temporal.Instant.from(process.env.TEST_NOW ?? '2026-10-20T02:10:00Z')

/** A database in which a sandbox was opened when every world begins: to fill it anew for each takes a second and a half. */
const sampleShop = () =>
  templateWith('sample', async (database) => {
    const queue = await openJobs(database, (error) => {
      throw error
    })
    await moveIn(database, queue, BEGIN)
    await queue.stop()
  })

/** The whole of Backroom on a database of its own, in the sandbox's workspace, with a clock that the test moves. */
export interface World {
  readonly program: Program
  /** The database's address; '' on PGlite. */
  readonly databaseUrl: string
  person(id: string): Person
  now(): Temporal.Instant
  /** Moves the clock. */
  advance(by: Temporal.DurationLike): void
  /** Waits until the queue is empty: whatever followed from what was done has been posted, paid and redrawn. */
  settled(): Promise<void>
  close(): Promise<void>
}

export async function openWorld({
  isNow = false,
  on = 'postgres',
  env = {},
  gateway,
  logger,
}: WorldOptions = {}): Promise<World> {
  const asShipped = !isNow && Object.keys(env).length === 0
  const database = on === 'postgres' ? await freshDatabase(asShipped ? await sampleShop() : undefined) : null
  const where = database ? { DATABASE_URL: database.url } : { DATA_DIR: await freshDataDir() }
  const environment = readEnvironment({ PORT: '0', ...where, ...env })
  if (!environment.ok) throw new Error(`${environment.code} ${JSON.stringify(environment.values)}`)
  const opened = Date.now()
  let ahead = Temporal.Duration.from({ seconds: 0 })
  const begin = isNow ? Temporal.Instant.fromEpochMilliseconds(opened) : BEGIN
  const now = () => begin.add({ milliseconds: Date.now() - opened }).add(ahead)
  const program = await startProgram(environment.value, {
    clock: now,
    heartbeat: false,
    logger: logger ?? pino({ level: process.env.LOG_LEVEL ?? 'silent' }),
    gateway,
  })
  const { workspace, queue } = program
  // Tests post faster than people; what 429 does is shown where it is the matter.
  if (workspace) workspace.sandbox.rates.on = false
  return {
    program,
    databaseUrl: database?.url ?? '',
    person(id) {
      if (!workspace) throw new Error('this world is not in the sandbox')
      return workspace.sandbox.person(id)
    },
    now,
    advance(by) {
      ahead = ahead.add(Temporal.Duration.from(by))
    },
    async settled() {
      for (let tries = 0; tries < 1_000; tries++) {
        if ((await queue.pending()) === 0) return
        await new Promise((resolve) => setTimeout(resolve, 25))
      }
      throw new Error('the queue did not come to rest within 25 s')
    },
    async close() {
      await program.stop()
      await database?.close()
    },
  }
}
