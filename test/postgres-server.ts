import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { openDatabase } from '../db/connect.ts'
import { startPostgres } from './embedded-postgres.ts'
import { openOnce } from './postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The run's PostgreSQL server, without a database name. */
    postgresServer: string
    /** The folder of its socket. */
    postgresSocket: string
    /** The migrated database that fresh ones are copied from. */
    template: string
    /** The run's own folder; it goes away at the end. */
    scratch: string
  }
}

const template = 'template_backroom'

/** Settings that trade what a test never needs (surviving a crash, many sessions) for speed and memory. */
const settings = [
  ...['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'shared_buffers=64MB', 'max_connections=200'],
  // A vacuum worker inside the template would refuse its copying.
  ...['autovacuum=off', 'io_method=sync', 'wal_level=minimal', 'max_wal_senders=0'],
]

/** Starts one PostgreSQL server for the whole run and migrates the template. */
export default async function startServer(project: TestProject): Promise<() => Promise<void>> {
  const scratch = await mkdtemp(join(tmpdir(), 'backroom-test-'))
  const server = await startPostgres(settings)
  const stop = async () => {
    await server.stop()
    await rm(scratch, { recursive: true, force: true })
  }
  try {
    await server.createDatabase(template)
    await openOnce(await openDatabase({ url: `${server.url}/${template}`, dataDir: '' }))
  } catch (error) {
    await stop()
    throw error
  }
  project.provide('postgresServer', server.url)
  project.provide('postgresSocket', server.socket)
  project.provide('template', template)
  project.provide('scratch', scratch)
  return stop
}
