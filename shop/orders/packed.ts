import type { Db } from '../../db/tables/index.ts'
import { readLines, readShipments } from './family.ts'

/** What is packed of an order, and who carries it; null for an unknown one. */
export async function packedOrder(db: Db, number: string) {
  const order = await db
    .selectFrom('orders')
    .select(['number', 'status'])
    .where('number', '=', number)
    .executeTakeFirst()
  if (!order) return null
  const [lines, shipments] = await Promise.all([readLines(db, number, null), readShipments(db, number)])
  return { ...order, lines, carrier: shipments.at(-1)?.carrier ?? null }
}

export type PackedOrder = NonNullable<Awaited<ReturnType<typeof packedOrder>>>
