import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFile, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import pg from 'pg'
import { freePort, type PostgresServer } from './embedded-postgres.ts'

interface Home {
  folder: string
  binaries: string
  label: string
}

/**
 * Starts a streaming replica of a running server, of a base backup of it. The server needs `wal_level=replica` and a sender.
 * The replica is up when the first connection is.
 */
export async function startStandby({
  url,
}: Pick<PostgresServer, 'url'>): Promise<Pick<PostgresServer, 'url' | 'stop'>> {
  const place = await mkdtemp(join(tmpdir(), 'backroom-standby-'))
  const folder = join(place, 'data')
  const { binaries, label, folder: original } = await backUp(url, folder)
  const { uid, gid } = await stat(original)
  const port = await freePort()
  const primary = new URL(url)
  const conninfo = `host=127.0.0.1 port=${primary.port} user=${primary.username} password=${primary.password}`
  await writeFile(join(folder, 'backup_label'), label)
  await writeFile(join(folder, 'standby.signal'), '')
  await appendFile(join(folder, 'postgresql.auto.conf'), `primary_conninfo = '${conninfo}'\n`)
  await promisify(execFile)('chown', ['-R', `${uid}:${gid}`, place])
  const settings = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'fsync=off',
    'shared_buffers=16MB',
  ]
  const server = spawn(join(binaries, 'postgres'), ['-D', folder, ...settings.flatMap((one) => ['-c', one])], {
    ...{ uid, gid, stdio: 'ignore' },
  })
  const stop = async () => {
    if (server.exitCode === null && server.kill('SIGINT')) await once(server, 'exit')
    await rm(place, { recursive: true, force: true })
  }
  primary.port = String(port)
  const standby = String(primary).replace(/\/$/, '')
  await isUp(standby, () => server.exitCode !== null)
  return { url: standby, stop }
}

/** Copies a running server's folder as it was at one moment, but for what it has yet to send. */
async function backUp(url: string, folder: string): Promise<Home> {
  const client = new pg.Client({ connectionString: `${url}/postgres` })
  await client.connect()
  try {
    const { rows } = await client.query(`
      select current_setting('data_directory') as folder, setting as binaries from pg_config() where name = 'BINDIR'`)
    await client.query(`select pg_backup_start('standby', true)`)
    await promisify(execFile)('cp', ['-a', rows[0].folder, folder])
    await promisify(execFile)('find', [join(folder, 'pg_wal'), '-type', 'f', '-delete'])
    await rm(join(folder, 'postmaster.pid'))
    const stopped = await client.query('select labelfile from pg_backup_stop(false)')
    return { ...rows[0], label: stopped.rows[0].labelfile }
  } finally {
    await client.end()
  }
}

async function isUp(url: string, hasEnded: () => boolean): Promise<void> {
  for (;;) {
    const client = new pg.Client({ connectionString: `${url}/postgres` })
    try {
      await client.connect()
      return await client.end()
    } catch (error) {
      if (hasEnded()) throw new Error('the replica did not start', { cause: error })
      await sleep(50)
    }
  }
}
