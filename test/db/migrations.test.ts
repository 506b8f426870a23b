import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../../db/connect.ts'
import type { Db } from '../../db/tables/index.ts'
import { emptyDatabase, freshDatabase } from '../postgres.ts'

/** Which migrations are applied, and when each was. */
const migrated = async (db: Db) =>
  (await sql`select name, timestamp from kysely_migration order by name`.execute(db)).rows

/** Opens a database `times` times at once; gives what each finds applied. */
async function openAtOnce(url: string, times: number) {
  const opened = await Promise.all(Array.from({ length: times }, () => openDatabase({ url, dataDir: '' })))
  const found = await Promise.all(opened.map(({ db }) => migrated(db)))
  await Promise.all(opened.map(({ close }) => close()))
  return found
}

test('programs that open an empty database at once migrate it once, and those that come later change nothing', async () => {
  const { url, drop } = await emptyDatabase()
  onTestFinished(drop)
  const [first = [], ...others] = await openAtOnce(url, 3)
  expect(first.length).toBeGreaterThan(15)
  for (const other of [...others, ...(await openAtOnce(url, 2))]) expect(other).toEqual(first)
})

test('a database that a newer version has migrated is refused', async () => {
  const newer = await freshDatabase()
  onTestFinished(newer.close)
  await sql`insert into kysely_migration values ('9999_newer', '2099-01-01')`.execute(newer.db)
  await expect(openDatabase({ url: newer.url, dataDir: '' })).rejects.toThrow('9999_newer')
})
