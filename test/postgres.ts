import { randomUUID } from 'node:crypto'
import { cp, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { inject } from 'vitest'
import { type Database, openDatabase } from '../db/connect.ts'

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: `${inject('postgresServer')}/postgres` })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

/** A migrated, empty database of its own on the run's PostgreSQL server. `url` lets other processes in; closing drops it. */
export async function freshDatabase(): Promise<Database & { url: string }> {
  const name = `t_${randomUUID().replaceAll('-', '')}`
  await onServer(`create database ${name} template ${inject('template')}`)
  const url = `${inject('postgresServer')}/${name}`
  const database = await openDatabase({ url, dataDir: '' })
  const close = async () => {
    await database.close()
    await onServer(`drop database if exists ${name} with (force)`)
  }
  return { ...database, url, close }
}

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  )

/** A migrated PGlite folder. Making one takes 2 to 5 s, so it waits until a test needs it; of several makers one wins. */
async function pgliteTemplate(): Promise<string> {
  const template = join(inject('scratch'), 'pglite')
  if (await exists(template)) return template
  const made = `${template}-${randomUUID()}`
  await (await openDatabase({ dataDir: made })).close()
  await rename(made, template).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
  })
  return template
}

/** A folder with a migrated, empty PGlite database in it, for a process that opens it by itself. */
export async function freshDataDir(): Promise<string> {
  const dataDir = join(inject('scratch'), randomUUID())
  await cp(await pgliteTemplate(), dataDir, { recursive: true })
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
