import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { allocated } from '../../../shop/import/allocate.ts'
import { allocate } from '../../../shop/money.ts'
import { freshDatabase } from '../../postgres.ts'

const database = await freshDatabase()
afterAll(database.close)

const money = fc.bigInt({ min: 0n, max: 10n ** 15n })
const split = fc.record({
  amount: money,
  weights: fc.array(fc.oneof(money, fc.constant(0n)), { minLength: 1, maxLength: 6 }),
})

test('the database splits amounts exactly as the shop does', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(split, { minLength: 1, maxLength: 5 }), async (splits) => {
      const parts = splits.flatMap(({ amount, weights }, family) =>
        weights.map(
          (weight, line) => sql`(${`F${family}`}, 'shipping', ${line}::integer, ${weight}::bigint, ${amount}::bigint)`,
        ),
      )
      const { rows } = await sql<{ family: string; line: number; share: bigint }>`
        select * from (${allocated(sql`
          select * from (values ${sql.join(parts)}) v (family, what, line, weight, amount)`)}) allocated
        order by family, line`.execute(database.db)
      const shares = splits.map((_, family) =>
        rows.filter((row) => row.family === `F${family}`).map((row) => row.share),
      )
      expect(shares).toEqual(splits.map(({ amount, weights }) => allocate(amount, weights)))
    }),
    { numRuns: 60 },
  )
})
