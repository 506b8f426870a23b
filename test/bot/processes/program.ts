import { flushCompileCache } from 'node:module'
import { operations } from '../../../bot/commands/index.ts'
import type { Answer, Call } from '../../../bot/operation.ts'
import { plannersOf } from '../../../bot/planners.ts'
import { runProgram } from '../../../bot/run.ts'
import { drawOnce } from './draw-once.ts'
import { remoteGateway } from './gateway.ts'

/**
 * The program as `npm start` runs it, in a process that a test may kill: with the test's payment provider, and, where
 * CLOCK says what time it is, with the test's clock and beats instead of its own.
 */
const { CLOCK, GATEWAY, DRAW_ONCE } = process.env
if (DRAW_ONCE) drawOnce()
let now = CLOCK ? Temporal.Instant.from(CLOCK) : null

const program = await runProgram(process.env, {
  ...(GATEWAY && { gateway: remoteGateway(GATEWAY) }),
  ...(now && { clock: () => now ?? Temporal.Now.instant(), heartbeat: false }),
})

// Most of these processes are killed, and keep nothing then.
flushCompileCache()

const done = new Set<string>()
for (const operation of operations) {
  const { id, run } = operation
  const noted = async (call: Call): Promise<Answer> => {
    const answer = await run(call)
    if (!('code' in answer || 'problems' in answer)) done.add(id)
    return answer
  }
  Object.assign(operation, { run: noted })
}

process.on('message', async (at: string) => {
  if (at === 'done') return process.send?.([...done])
  now = Temporal.Instant.from(at)
  for (const { run } of plannersOf(program.services)) await run(now)
  process.send?.('done')
})
