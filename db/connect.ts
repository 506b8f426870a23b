import { Kysely, PGliteDialect } from 'kysely'
import { type ConstructorOptions, fromPglite } from 'pg-boss'
import { type Bulk, pgliteBulk, postgresBulk } from './bulk.ts'
import { migrate } from './migrations/index.ts'
import { type Notices, pgliteNotices, postgresNotices } from './notices.ts'
import { openPipeline, openPool, postgresDialect, QueueClient } from './postgres.ts'
import { prepareOn } from './prepare.ts'
import { readElsewhere } from './replica.ts'
import type { Db, Tables } from './tables/index.ts'

export interface DatabaseOptions {
  /** A PostgreSQL server; without it PGlite in `dataDir`. */
  url?: string
  dataDir: string
  /** A streaming replica of the server, which reports read. */
  replicaUrl?: string | undefined
  /** Most connections of the pool (10). */
  connections?: number
}

/** One open database: the query handle, what the queue connects by, and how to load rows in bulk. */
export interface Database {
  readonly kind: 'postgres' | 'pglite'
  readonly db: Db
  readonly queue: ConstructorOptions
  readonly bulk: Bulk
  /** How many transactions it can do at once. */
  readonly connections: number
  /** Listens to what the database notifies on a channel, until closed. `deaf` is told why nothing can be heard. */
  listen(channel: string, deaf: (why: unknown) => void): Notices
  close(): Promise<void>
}

/** Opens and migrates the database. Throws FolderInUse, or the driver's error where it cannot be reached. */
export async function openDatabase({ url, dataDir, replicaUrl, connections = 10 }: DatabaseOptions): Promise<Database> {
  const database = url ? openServer(url, connections, replicaUrl) : await openEmbedded(dataDir)
  try {
    await migrate(database.db)
  } catch (error) {
    await database.close()
    throw error
  }
  return database
}

const REPLICA_CONNECTIONS = 4

function openKeptPool(url: string, connections: number) {
  const pool = openPool(url, connections)
  // A connection that breaks while idle is replaced at the next use, which reports what is wrong; one that breaks in a
  // transaction fails its statement. Both tell of it here too, and an error that nobody hears ends the process.
  const heard = () => {}
  pool.on('error', heard)
  pool.on('connect', (client) => client.on('error', heard))
  return pool
}

const onPool = (pool: ReturnType<typeof openPool>): Db => new Kysely<Tables>({ dialect: postgresDialect(pool) })

function openServer(url: string, connections: number, replicaUrl: string | undefined): Database {
  const pool = openKeptPool(url, connections)
  const db = onPool(pool)
  const replica = replicaUrl ? onPool(openKeptPool(replicaUrl, REPLICA_CONNECTIONS)) : null
  if (replica) readElsewhere(db, replica)
  const lookUps = new Kysely<Tables>({ dialect: postgresDialect(openPipeline(url)) })
  prepareOn(db, lookUps)
  return {
    kind: 'postgres',
    db,
    queue: queueOn(url),
    bulk: postgresBulk(pool),
    connections,
    listen: (channel, deaf) => postgresNotices(url, channel, deaf),
    async close() {
      await lookUps.destroy()
      await replica?.destroy()
      await db.destroy()
    },
  }
}

// The pool takes a client of one's own, which the queue hands on to it and its type does not mention.
const queueOn = (url: string): ConstructorOptions => {
  const pool = { connectionString: nameless(url), max: 4, Client: QueueClient }
  return pool
}

/** The same address without a name for its sessions: the queue gives them one of its own, which an address would override. */
function nameless(url: string): string {
  const address = new URL(url)
  address.searchParams.delete('application_name')
  return String(address)
}

async function openEmbedded(dataDir: string): Promise<Database> {
  // Loaded where it is used: against a server its 8 MB are not needed.
  const { openPglite, pgliteForQueue } = await import('./pglite.ts')
  const { pglite, release } = await openPglite(dataDir)
  const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) })
  const close = async () => {
    await db.destroy()
    if (!pglite.closed) await pglite.close()
    await release()
  }
  return {
    kind: 'pglite',
    db,
    queue: { db: fromPglite(pgliteForQueue(pglite)), backend: 'pglite' },
    bulk: pgliteBulk(pglite),
    connections: 1,
    listen: (channel) => pgliteNotices(pglite, channel),
    close,
  }
}
