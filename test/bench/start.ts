import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { medianOf } from '../../analytics/median.ts'
import { freePort } from '../embedded-postgres.ts'
import { program } from './serve.ts'

const peer = ['test/bench/bare-bolt.ts']

async function answers(url: string, child: ChildProcess): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`${url} ended with ${child.exitCode}`)
    const status = await fetch(url).then(
      (answer) => answer.status,
      () => 0,
    )
    // Until it has started, the program answers 503.
    if (status !== 0 && status !== 503) return
    await sleep(20)
  }
}

/** Seconds from the start of a program until it answers. */
async function secondsToStart(file: readonly string[], env: Record<string, string>): Promise<number> {
  const port = String(await freePort())
  const begun = performance.now()
  const child = spawn(process.execPath, file, { env: { ...process.env, ...env, PORT: port }, stdio: 'ignore' })
  try {
    await answers(`http://127.0.0.1:${port}/`, child)
    return (performance.now() - begun) / 1000
  } finally {
    child.kill('SIGTERM')
    if (child.exitCode === null) await once(child, 'exit')
  }
}

/** Seconds until the page of the sandbox is there: in an empty folder, with the sample shop to be made, and again. */
export async function benchStart(): Promise<void> {
  const first: number[] = []
  const again: number[] = []
  const bare: number[] = []
  for (let round = 0; round < 3; round++) {
    const folder = await mkdtemp(join(tmpdir(), 'backroom-start-'))
    const env = { DATA_DIR: join(folder, 'data') }
    first.push(await secondsToStart(program, env))
    again.push(await secondsToStart(program, env))
    bare.push(await secondsToStart(peer, { SLACK_SIGNING_SECRET: 'secret' }))
    await rm(folder, { recursive: true, force: true })
  }
  const peerTakes = medianOf(bare)
  const each = (values: readonly number[]) => values.map((one) => one.toFixed(1)).join(', ')
  for (const [name, values, most] of [
    ['first start', first, 10],
    ['again', again, 4],
  ] as const)
    console.log(
      `${name.padEnd(12)} ${each(values)} s (at most ${most})   ${(medianOf(values) / peerTakes).toFixed(1)} times bare Bolt's ${peerTakes.toFixed(1)}`,
    )
}
