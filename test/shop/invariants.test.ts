import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isCarried } from '../../shop/exchanges/method.ts'
import { freshDatabase } from '../postgres.ts'
import { brokenInvariants } from './invariants.ts'
import { playScenario, scenarios } from './scenario.ts'
import type { Step } from './scenario-steps.ts'

test('whatever four writers do at once, stock, money and approvals stay right', async () => {
  await fc.assert(
    fc.asyncProperty(scenarios, async (steps) => {
      const database = await freshDatabase()
      try {
        await playScenario(database.db, steps, 4)
        expect(await brokenInvariants(database.db)).toEqual([])
        await noMoneyTwice(database.db)
      } finally {
        await database.close()
      }
    }),
    { numRuns: 12, endOnFailure: true },
  )
}, 120_000)

/** The first return, up to a piece that is accepted. */
const accepted = (['approve', 'receive', 'inspect'] as const).map(
  (step): Step => ({ do: 'return step', which: 0, step, accepted: 1, writeOff: false }),
)

test('goods that came back before anybody counted them are in no ledger', async () => {
  const steps: Step[] = [
    { do: 'return', order: 'S-1', line: 3, quantity: 1, wanted: null, id: 'a' },
    ...accepted,
    { do: 'adjust', sku: 'UNTRACKED', change: 5, key: 1 },
  ]
  const database = await freshDatabase()
  await playScenario(database.db, steps, 1)
  const settled = await database.db.selectFrom('returns').select('state').execute()
  expect(settled).toEqual([{ state: 'accepted' }])
  expect(await brokenInvariants(database.db)).toEqual([])
  await database.close()
})

test('what an exchange carries over reaches no provider', async () => {
  const steps: Step[] = [{ do: 'return', order: 'S-1', line: 1, quantity: 1, wanted: 'B', id: 'a' }, ...accepted]
  const database = await freshDatabase()
  await playScenario(database.db, steps, 1)
  const parts = await database.db.selectFrom('refund_parts').select('state').execute()
  expect(parts).toContainEqual({ state: 'succeeded' })
  expect(await brokenInvariants(database.db)).toEqual([])
  await noMoneyTwice(database.db)
  await database.close()
})

/**
 * What the provider has paid is what the shop has counted, less answers that were lost on their way. What an exchange
 * carries over is set aside without it.
 */
async function noMoneyTwice(db: Awaited<ReturnType<typeof freshDatabase>>['db']): Promise<void> {
  const paid = await db.selectFrom('sandbox_gateway_refunds').selectAll().execute()
  const parts = await db
    .selectFrom('refund_parts as part')
    .innerJoin('refunds', (join) =>
      join.onRef('refunds.order_number', '=', 'part.order_number').onRef('refunds.id', '=', 'part.refund_id'),
    )
    .selectAll('part')
    .select('request_key')
    .execute()
  const toPay = parts.filter((part) => !isCarried(part))
  for (const part of toPay.filter(({ state }) => state === 'succeeded')) {
    const key = `${part.order_number}-${part.refund_id}-${part.payment_id}`
    expect(paid.find((one) => one.key === key)?.amount).toBe(part.amount)
  }
  for (const { key } of paid)
    expect(toPay.find((part) => `${part.order_number}-${part.refund_id}-${part.payment_id}` === key)?.state).toMatch(
      /submitted|succeeded/,
    )
}
