import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { copyLine } from '../../db/bulk.ts'
import type { Database } from '../../db/connect.ts'
import { freshDatabase, freshPglite } from '../postgres.ts'

const columns = ['id', 'name']

async function* chunksOf(...chunks: string[][][]) {
  for (const rows of chunks) yield rows.map(copyLine).join('')
}

describe.each([
  ['postgres', freshDatabase],
  ['pglite', freshPglite],
])('on %s', (_, open) => {
  let database: Database
  beforeAll(async () => {
    database = await open()
  })
  afterAll(() => database.close())

  const names = async () => {
    const rows = await database.db
      .selectFrom('customers')
      .select(columns as ['id', 'name'])
      .orderBy('id')
      .execute()
    return rows.map(({ id, name }) => [id, name])
  }

  test('rows of several chunks are loaded, whatever is in their text, and an empty field is null', async () => {
    const text = 'a\\b\tc\nd\re "f", \\. 王'
    const count = await database.bulk(async (trx, copy) => {
      const loaded = await copy(
        'customers',
        columns,
        chunksOf(
          [
            ['1', text],
            ['2', ''],
          ],
          [['3', '\\N']],
        ),
      )
      await sql`update customers set locale = 'en' where id = '2'`.execute(trx)
      return loaded
    })
    expect(count).toBe(3)
    expect(await names()).toEqual([
      ['1', text],
      ['2', null],
      ['3', '\\N'],
    ])
  })

  test('a source that fails leaves nothing behind, and the database goes on', async () => {
    const before = await names()
    async function* failing() {
      yield copyLine(['4', 'Ana'])
      throw new Error('line 2 is bad')
    }
    await expect(database.bulk((_, copy) => copy('customers', columns, failing()))).rejects.toThrow('line 2 is bad')
    await expect(database.bulk((_, copy) => copy('customers', columns, chunksOf([['1', 'again']])))).rejects.toThrow(
      /duplicate key/,
    )
    expect(await names()).toEqual(before)
  })

  test('work that fails after its rows were loaded leaves none of them', async () => {
    const before = await names()
    const work = database.bulk(async (_, copy) => {
      await copy('customers', columns, chunksOf([['5', 'Bo']]))
      throw new Error('changed my mind')
    })
    await expect(work).rejects.toThrow('changed my mind')
    expect(await names()).toEqual(before)
  })

  test('no rows are no rows', async () => {
    expect(await database.bulk((_, copy) => copy('customers', columns, chunksOf()))).toBe(0)
  })
})
