import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../../db/connect.ts'
import { ordersMentioned } from '../../../shop/orders/mentioned.ts'
import { writeOrder } from '../../analytics/orders.ts'
import { anyText } from '../../any-text.ts'
import { freshDatabase } from '../../postgres.ts'

let database: Database
beforeAll(async () => {
  database = await freshDatabase()
  const order = { at: '2026-03-02T04:00:00Z', lines: [{ price: 12_34n }] }
  for (const number of ['1001', 'AB-77', '1002']) await writeOrder(database.db, { number, ...order })
})
afterAll(() => database.close())

const mentioned = (text: string, most = 5) => ordersMentioned(database.db, text, null, most)

test.each([
  ['Order #1002 and 1001, again 1002', ['1002', '1001']],
  ['ab-77-r2 was rejected', ['AB-77']],
  ['订单１００１，退款', ['1001']],
  ['10011 and 100 and x1001', []],
  ['', []],
])('%s names %s', async (text, orders) => expect(await mentioned(text)).toEqual(orders))

test('no more than asked for', async () => expect(await mentioned('1001 1002 AB-77', 2)).toEqual(['1001', '1002']))

test("another merchant's orders are not named", async () =>
  expect(await ordersMentioned(database.db, '1001', 'other', 5)).toEqual([]))

test('whatever a message says, it is read without a fault', async () => {
  const text = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 300 }), anyText({ maxLength: 300 }))
  await fc.assert(
    fc.asyncProperty(text, async (words) => {
      expect(Array.isArray(await mentioned(words.replaceAll('\0', '').toWellFormed()))).toBe(true)
    }),
    { numRuns: 50, examples: [['x '.repeat(20_000)], ["'; drop table orders; --"], ['<!channel> 1001']] },
  )
})
