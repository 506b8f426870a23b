import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { rebuilding } from '../../db/rebuild.ts'
import { freshDatabase } from '../postgres.ts'

const database = await freshDatabase()
afterAll(database.close)

const tables = ['orders', 'order_items', 'payments'] as const

/** Every index and constraint of the tables. */
async function definitions(): Promise<string[]> {
  const { rows } = await sql<{ definition: string }>`
    select pg_get_indexdef(indexrelid) as definition from pg_index where indrelid = any (${tables}::regclass[])
    union all
    select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
    from pg_constraint where conrelid = any (${tables}::regclass[]) order by 1`.execute(database.db)
  return rows.map(({ definition }) => definition)
}

const payment = sql`
  insert into payments (order_number, id, method, amount, status, at) values ('A1', 'P1', 'card', 5, 'captured', now())`

test('work sees neither references nor indexes, and afterwards both are as before', async () => {
  const before = await definitions()
  expect(before.length).toBeGreaterThan(10)
  await database.bulk((trx) =>
    rebuilding(trx, tables, async () => {
      await payment.execute(trx)
      await sql`delete from payments`.execute(trx)
    }),
  )
  expect(await definitions()).toEqual(before)
})

test('a row that refers to none is found in the end, and leaves everything as it was', async () => {
  const before = await definitions()
  const work = database.bulk((trx) => rebuilding(trx, tables, () => payment.execute(trx)))
  await expect(work).rejects.toThrow(/violates foreign key constraint/)
  expect(await definitions()).toEqual(before)
  expect(await database.db.selectFrom('payments').selectAll().execute()).toEqual([])
})
