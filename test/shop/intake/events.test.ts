import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../../db/connect.ts'
import { refusalWords } from '../../../shop/i18n/refusal-words.ts'
import { takeEvent } from '../../../shop/intake/take.ts'
import { demand, type Refusal } from '../../../shop/result.ts'
import { freshDatabase } from '../../postgres.ts'
import { now } from '../goods.ts'
import { orderWorld } from '../orders/world.ts'

let database: Database
let world: Awaited<ReturnType<typeof orderWorld>>
beforeAll(async () => {
  database = await freshDatabase()
  world = await orderWorld(database.db)
})
afterAll(() => database.close())

let ids = 0
const tell = async (type: string, data: object) =>
  demand(await takeEvent(database.db, world.jobs, `e${++ids}`, { type, timestamp: String(now), data }, now))

test('a payment is kept under the code of its method, however that is written; what is no method stays as it is', async () => {
  const { number } = await world.placed()
  for (const [payment, method, type] of [
    ['P1', 'Wallet', 'payment.failed'],
    ['P2', '支付宝', 'order.paid'],
    ['P3', 'Shells', 'order.paid'],
  ] as const)
    expect((await tell(type, { order: number, payment, method, amount: '1.00' })).state).toBe('applied')
  const rows = await database.db.selectFrom('payments').select('method').orderBy('id').execute()
  expect(rows.map(({ method }) => method)).toEqual(['wallet', 'alipay', 'Shells'])
})

test('money in why an event is refused is told as people write it', async () => {
  const { number } = await world.placed({ items: [{ sku: 'TEA', quantity: 5 }] })
  await tell('order.paid', { order: number, payment: 'P1', method: 'alipay', amount: '46.00' })
  const asked = { order: number, request: 'rq-1', amount: '50.00', reason: 'late' }
  const { state, refusal } = await tell('refund.requested', asked)
  expect([state, refusal?.code]).toEqual(['refused', 'refund.too_much'])
  const words = refusalWords(refusal as unknown as Refusal, 'en')
  for (const text of ['50.00', '46.00']) expect(words).toContain(text)
})
