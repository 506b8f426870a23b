import { flushCompileCache } from 'node:module'
import { plannersOf } from '../../../bot/planners.ts'
import { runProgram } from '../../../bot/run.ts'
import { remoteGateway } from './gateway.ts'

/**
 * The program as `npm start` runs it, in a process that a test may kill: with the test's payment provider, and, where
 * CLOCK says what time it is, with the test's clock and beats instead of its own.
 */
const { CLOCK, GATEWAY } = process.env
let now = CLOCK ? Temporal.Instant.from(CLOCK) : null

const program = await runProgram(process.env, {
  ...(GATEWAY && { gateway: remoteGateway(GATEWAY) }),
  ...(now && { clock: () => now ?? Temporal.Now.instant(), heartbeat: false }),
})

// Most of these processes are killed, and keep nothing then.
flushCompileCache()

process.on('message', async (at: string) => {
  now = Temporal.Instant.from(at)
  for (const { run } of plannersOf(program.services)) await run(now)
  process.send?.('done')
})
