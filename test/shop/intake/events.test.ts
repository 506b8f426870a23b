import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../../db/connect.ts'
import { takeEvent } from '../../../shop/intake/take.ts'
import { demand } from '../../../shop/result.ts'
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
