import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { madeOnce } from '../../scratch.ts'

/** How a process ended. */
export interface End {
  readonly code: number | null
  readonly signal: string | null
}

/** Backroom in a process of its own. */
export interface Backroom {
  readonly url: string
  /** Lines on its error stream: its log. */
  readonly log: readonly string[]
  /** The clock says this, and every planner is woken; resolves when they are done. */
  beat(at: Temporal.Instant): Promise<void>
  /** The operations that people have done so far; what was refused is not. */
  operationsDone(): Promise<string[]>
  /** SIGKILL: nothing of it runs any more when this resolves. */
  kill(): Promise<void>
  /** SIGTERM; resolves when it has ended. */
  stop(): Promise<End>
}

const running = new Set<ChildProcess>()
// A test that runs out of time must not leave a program behind.
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

function launch(entry: string, env: Record<string, string>) {
  const child = spawn(process.execPath, [entry], {
    env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  running.add(child)
  child.once('exit', () => running.delete(child))
  const out = createInterface({ input: child.stdout as Readable })
  const log: string[] = []
  createInterface({ input: child.stderr as Readable }).on('line', (line) => log.push(line))
  const ended = once(child, 'close') as Promise<[number | null, string | null]>
  return { child, out, log, ended }
}

/** The program with what a test gives it, from the run's bundle. */
async function launchProgram(env: Record<string, string>) {
  const bundle = await madeOnce('program', async (folder) => {
    await promisify(execFile)(process.execPath, ['test/bot/processes/bundle.ts', folder])
  })
  // A file of this run alone: what is compiled of it goes with it.
  return launch(join(bundle, 'program.js'), { NODE_COMPILE_CACHE: join(bundle, 'compiled'), ...env })
}

/** Starts the program and waits until it runs. Fails with its log where it does not. */
export async function startBackroom(env: Record<string, string>): Promise<Backroom> {
  const { child, out, log, ended } = await launchProgram(env)
  const line = await Promise.race([once(out, 'line').then(([first]) => String(first)), ended.then(() => '')])
  const [, port] = /(?:port |127\.0\.0\.1:)(\d+)/.exec(line) ?? []
  if (!port) throw new Error(`Backroom did not start: ${line}\n${log.join('\n')}`)
  return {
    url: `http://127.0.0.1:${port}`,
    log,
    async beat(at) {
      // Where it has just been killed, the sending fails, and its end is what is waited for.
      child.send(at.toString(), () => {})
      await Promise.race([once(child, 'message'), ended])
    },
    async operationsDone() {
      child.send('done')
      return ((await once(child, 'message')) as [string[]])[0]
    },
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
    async stop() {
      child.kill('SIGTERM')
      const [code, signal] = await ended
      return { code, signal }
    },
  }
}

/** Runs the program, or what a user starts, with an environment that it should refuse; gives its exit code and what it said. */
export async function startInVain(
  env: Record<string, string>,
  entry: 'program' | 'bot/main.js' = 'program',
): Promise<{ code: number | null; said: string[] }> {
  const { child, out, log, ended } = entry === 'program' ? await launchProgram(env) : launch(entry, env)
  const said: string[] = []
  out.on('line', (line) => {
    said.push(line)
    // It started, which it should not have.
    child.kill('SIGKILL')
  })
  const [code] = await ended
  return { code, said: [...said, ...log] }
}
