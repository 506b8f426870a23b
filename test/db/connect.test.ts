import { expect, test } from 'vitest'
import { freshDatabase, freshPglite } from '../postgres.ts'

const kinds = { postgres: freshDatabase, pglite: freshPglite }

for (const [kind, open] of Object.entries(kinds))
  test(`a fresh database on ${kind} is migrated, empty and nobody else's`, async () => {
    const [one, other] = [await open(), await open()]
    await one.db.insertInto('customers').values({ id: 'ana' }).execute()
    expect(await other.db.selectFrom('customers').selectAll().execute()).toEqual([])
    expect(one.kind).toBe(kind)
    await one.close()
    await other.close()
  })
