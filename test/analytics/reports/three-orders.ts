import { afterAll, beforeAll } from 'vitest'
import { readReport } from '../../../analytics/reports/read.ts'
import type { Granularity } from '../../../analytics/reports/series.ts'
import { windowBetween } from '../../../analytics/reports/window.ts'
import type { Database } from '../../../db/connect.ts'
import type { Filters } from '../../../shop/orders/narrowing.ts'
import { demand } from '../../../shop/result.ts'
import { freshDatabase } from '../../postgres.ts'
import { writeOrder } from '../orders.ts'

const now = Temporal.Instant.from('2026-11-22T09:00:00.123Z')

/** A shop of three orders, in Shanghai: one early, one of two merchants that was refunded, one in yen that was cancelled. */
export function threeOrders() {
  let database: Database
  beforeAll(async () => {
    database = await freshDatabase()
    const { db } = database
    await writeOrder(db, {
      number: '1',
      at: '2026-11-01T04:00:00Z',
      customer: 'ana',
      lines: [{ price: 50_00n, merchant: 'tea' }],
    })
    await writeOrder(db, {
      number: '2',
      at: '2026-11-11T04:00:00Z',
      customer: 'ana',
      lines: [
        { price: 30_00n, merchant: 'tea', quantity: 2, discount: 5_00n },
        { price: 40_00n, merchant: 'silk' },
      ],
      shipping: 10_00n,
      payments: [{ id: 'P1', method: 'alipay', amount: 105_00n }],
      refunds: [{ id: 'R1', goods: 20_00n, shipping: 2_00n, at: '2026-11-12T04:00:00Z' }],
    })
    await writeOrder(db, {
      number: '3',
      at: '2026-11-12T15:59:00Z',
      customer: 'bo',
      currency: 'JPY',
      rate: '4.7',
      lines: [{ price: 1_000n }],
      cancelledAt: '2026-11-12T16:00:00Z',
      payments: [{ id: 'P1', method: 'card', amount: 1_000n, status: 'failed' }],
    })
  })
  afterAll(() => database.close())

  /** A report, as someone asks for it on 22 November 2026; throws what is refused. */
  return async (report: string, from: string, to: string, options: { filters?: Filters; by?: Granularity } = {}) => {
    const window = demand(windowBetween(from, to, Temporal.PlainDate.from('2026-11-22')))
    return demand(await readReport(database.db, { report, window, ...options }, now))
  }
}
