import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../../db/connect.ts'
import { freshDatabase, freshPglite } from '../../postgres.ts'
import { contentOf, history, historyWith, loadFiles, problemOf, seed } from './world.ts'

/** What is wrong, the files, and what the line says of the place and the reason. */
export type Case = [what: string, files: Record<string, readonly string[] | Buffer>, expected: string]

export const items = (line: number, text: string) => historyWith('order_items.csv', line, text)
export const orders = (text: string) => historyWith('orders.csv', 2, text)
export const without = (file: keyof typeof history) => {
  const { [file]: _, ...rest } = history
  return rest as Record<string, string[]>
}

/** Tests that each case is refused as it says: all on PostgreSQL, every sixth on PGlite too. */
export function testRefused(cases: readonly Case[]): void {
  const databases: [string, () => Promise<Database>, readonly Case[]][] = [
    ['postgres', freshDatabase, cases],
    ['pglite', freshPglite, cases.filter((_, index) => index % 6 === 0)],
  ]
  describe.each(databases)('on %s', (_, open, some) => {
    let database: Database
    beforeAll(async () => {
      database = await open()
      await seed(database, 'Asia/Shanghai', 'CNY')
      await loadFiles(database, { 'customers.csv': ['customer_id', 'C0'] })
    })
    afterAll(() => database.close())

    test.each(some)('%s is named by file, line, column and reason, and nothing is kept', async (_, files, expected) => {
      const before = await contentOf(database)
      expect(await problemOf(database, files)).toContain(expected)
      expect(await contentOf(database)).toEqual(before)
    })
  })
}
