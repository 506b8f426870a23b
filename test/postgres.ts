import { randomUUID } from 'node:crypto'
import { cp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { inject } from 'vitest'
import { type Database, openDatabase } from '../db/connect.ts'
import { openJobs } from '../shop/jobs.ts'
import { hasRoom } from './room.ts'
import { madeOnce } from './scratch.ts'

/** A database's address, by the server's socket. */
const addressOf = (name: string) =>
  `${inject('postgresServer')}/${name}?host=${encodeURIComponent(inject('postgresSocket'))}`

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: addressOf('postgres') })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

/** A database in which there is nothing at all yet. */
export async function emptyDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `t_${randomUUID().replaceAll('-', '')}`
  await onServer(`create database ${name}`)
  const drop = () => onServer(`drop database if exists ${name} with (force)`)
  return { url: addressOf(name), drop }
}

/**
 * A migrated database of its own on the run's PostgreSQL server, empty or as a template is. `url` lets other processes in.
 * Closing drops it where room gets scarce: that is work of 50 ms, and its 12 MB go away with the server.
 */
export async function freshDatabase(template = inject('template')): Promise<Database & { url: string }> {
  const name = `t_${randomUUID().replaceAll('-', '')}`
  // By files: of so small a template that takes half as long as by the log.
  await onServer(`create database ${name} template ${template} strategy file_copy`)
  const url = addressOf(name)
  const database = await openDatabase({ url, dataDir: '' })
  const close = async () => {
    await database.close()
    if (!hasRoom(tmpdir(), 6)) await onServer(`drop database if exists ${name} with (force)`)
  }
  return { ...database, url, close }
}

/** Has the queue make its tables too, and closes: what is copied from it has them. */
export async function openOnce(database: Database): Promise<void> {
  const queue = await openJobs(database, (error) => {
    throw error
  })
  await queue.stop()
  await database.close()
}

/** The name of a database that the whole run copies, made by whoever needs it first. */
export async function templateWith(name: string, fill: (database: Database) => Promise<void>): Promise<string> {
  const template = `template_${name}`
  await madeOnce(template, async () => {
    await onServer(`create database ${template} template ${inject('template')} strategy file_copy`)
    const database = await openDatabase({ url: addressOf(template), dataDir: '' })
    await fill(database)
    await database.close()
  })
  return template
}

/** A folder with a migrated, empty PGlite database in it, for a process that opens it by itself. */
export async function freshDataDir(): Promise<string> {
  const dataDir = join(inject('scratch'), randomUUID())
  const template = await madeOnce('pglite', async (made) => openOnce(await openDatabase({ dataDir: made })))
  await cp(template, dataDir, { recursive: true })
  return dataDir
}

/** A migrated, empty PGlite database of its own, in this process. Closing removes it. */
export async function freshPglite(): Promise<Database> {
  const dataDir = await freshDataDir()
  const database = await openDatabase({ dataDir })
  const close = async () => {
    await database.close()
    await rm(dataDir, { recursive: true, force: true })
  }
  return { ...database, close }
}
