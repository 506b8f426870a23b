import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { PGlite, types } from '@electric-sql/pglite'
import { dataDir as emptyDatabase } from '@electric-sql/pglite-prepopulatedfs'
import { lockFolder } from './folder-lock.ts'
import { parsers } from './postgres.ts'

/**
 * PostgreSQL inside this process, kept in `dataDir` (`memory://` keeps nothing). The folder is locked while it is
 * open: two processes on one would corrupt it. Throws FolderInUse, which names the holder.
 */
export async function openPglite(dataDir: string): Promise<{ pglite: PGlite; release(): Promise<void> }> {
  const onDisk = !dataDir.startsWith('memory://')
  if (onDisk) await makeFolder(resolve(dataDir))
  const release = onDisk ? await lockFolder(dataDir) : async () => {}
  try {
    // Unpacked, for PGlite's own making takes three times as long and 400 MB that the process then keeps.
    const isNew = !onDisk || !existsSync(join(dataDir, 'PG_VERSION'))
    const pglite = await PGlite.create({
      dataDir,
      loadDataDir: isNew ? await emptyDatabase() : undefined,
      parsers,
      serializers: {
        [types.TIMESTAMPTZ]: (value: unknown) => (value instanceof Date ? value.toISOString() : String(value)),
      },
    })
    await pglite.exec('set timezone to utc')
    return { pglite, release }
  } catch (error) {
    await release()
    throw error
  }
}

/** The queue's own statements, whose rows hold Dates and numbers as the library expects them. */
const plain = { parsers: { [types.TIMESTAMPTZ]: (text: string) => new Date(text), [types.INT8]: Number } }

/** The same PGlite as the queue sees it. */
export const pgliteForQueue = (pglite: PGlite) => ({
  query: <T>(text: string, values?: unknown[]) => pglite.query<T>(text, values, plain),
  exec: (text: string) => pglite.exec(text, plain),
  listen: pglite.listen.bind(pglite),
})

/** Makes a folder, and those above it where they are missing. Not by `recursive`, which never returns below /proc. */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') return
    if (code !== 'ENOENT' || dirname(path) === path) throw error
    await makeFolder(dirname(path))
    await mkdir(path)
  }
}
