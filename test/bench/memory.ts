import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort, startPostgres } from '../embedded-postgres.ts'
import { program, serve } from './serve.ts'

const CHARTS = 50

/** Megabytes of memory that a process and its threads hold. */
async function residentOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024
}

async function act(url: string, body: object): Promise<void> {
  const answer = await fetch(`${url}/sandbox/act`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ as: 'U0MEI', ...body }),
  })
  if (!answer.ok) throw new Error(`/sandbox/act answered ${answer.status}: ${await answer.text()}`)
}

/** Charts in the asker's direct messages so far. */
async function chartsDrawn(url: string): Promise<number> {
  const { messages } = (await (await fetch(`${url}/sandbox/messages?as=U0MEI&channel=D0MEI`)).json()) as {
    messages: { files: unknown[] }[]
  }
  return messages.filter(({ files }) => files.length > 0).length
}

/** Reports that are due are drawn at full minutes: what is idle has drawn none, so measuring begins early in one. */
async function earlyInTheMinute(): Promise<void> {
  const seconds = Temporal.Now.instant().epochMilliseconds / 1_000
  if (seconds % 60 > 30) await sleep((60 - (seconds % 60)) * 1_000 + 500)
}

async function measure(name: string, env: Record<string, string>, most: number): Promise<void> {
  await earlyInTheMinute()
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const child = await serve(program, { ...env, PORT: String(port) })
  const pid = child.pid ?? 0
  try {
    await sleep(15_000)
    const idle = await residentOf(pid)
    for (let chart = 1; chart <= CHARTS; chart++) {
      await act(url, { do: 'command', text: '/report sales 30d', channel: 'C0GENERAL' })
      for (let wait = 0; (await chartsDrawn(url)) < chart; wait++) {
        if (wait > 600) throw new Error(`chart ${chart} did not come`)
        await sleep(50)
      }
    }
    const after = await residentOf(pid)
    await sleep(15_000)
    const later = await residentOf(pid)
    console.log(
      `${name.padEnd(10)} idle ${idle.toFixed(0)} MB (at most ${most})   after ${CHARTS} charts +${(after - idle).toFixed(0)} MB (at most 150)   15 s later +${(later - idle).toFixed(0)} MB`,
    )
  } finally {
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
}

/** Memory of the program's one process in the sandbox: idle, and after charts. */
export async function benchMemory(): Promise<void> {
  const postgres = await startPostgres([])
  const folder = await mkdtemp(join(tmpdir(), 'backroom-memory-'))
  try {
    await measure('PostgreSQL', { DATABASE_URL: `${postgres.url}/postgres` }, 200)
    await measure('PGlite', { DATA_DIR: join(folder, 'data') }, 550)
  } finally {
    await postgres.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
